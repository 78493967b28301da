package main

import (
	"context"
	"strings"
	"testing"
)

// oddContender is a contender whose connection has other settings.
type oddContender struct{ contender }

func (o oddContender) name() string { return "odd" }

func TestSettingsAreTheSame(t *testing.T) {
	for _, d := range databases()[:2] {
		a := &arena{database: d}
		t.Cleanup(a.close)
		if err := a.open(t.Context(), &options{}, t.TempDir()); err != nil {
			t.Error(err) // open compares them
		}
		one := a.contenders[1]
		if err := one.exec(t.Context(), "PRAGMA synchronous=OFF"); err != nil {
			t.Fatal(err)
		}
		err := d.sameSettings(t.Context(), []contender{a.contenders[0], oddContender{one}})
		if err == nil || !strings.Contains(err.Error(), "odd on "+d.name+": synchronous is 0") {
			t.Error(d.name, err)
		}
	}
}

// TestFileIsWAL says what the settings are that are the same.
func TestFileIsWAL(t *testing.T) {
	d := databases()[1]
	c, err := openAzoth(t.Context(), d.placeOf("azoth", "", t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.close() })
	for value, want := range map[string]int64{"journal_mode = 'wal'": 1, "synchronous": 1, "foreign_keys": 1} {
		if got := valueOf(t, d, c, value); got != want {
			t.Errorf("%s is %d, should be %d", value, got, want)
		}
	}
}

func valueOf(t *testing.T, d database, c contender, value string) int64 {
	t.Helper()
	for _, s := range d.settings() {
		if s.value == value {
			got, err := c.query(context.Background(), d.ask(s))
			if err != nil {
				t.Fatal(err)
			}
			return got.ids
		}
	}
	t.Fatal("not among the settings: ", value)
	return 0
}
