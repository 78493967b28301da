package main

import (
	"slices"
	"testing"
	"time"
)

func smallScale() scale {
	return scale{rows: 1200, gets: 50, updates: 700, singles: 40, mixed: 20, stream: 1200, authors: 20, books: 3}
}

// TestContendersAgree has every contender do every case on SQLite: measure itself fails if one of them saw other rows, or wrote others.
func TestContendersAgree(t *testing.T) {
	for _, d := range databases()[:2] {
		t.Run(d.name, func(t *testing.T) {
			a := &arena{database: d, in: newInput(smallScale()), effort: effort{least: 1, most: 1, patience: time.Hour}}
			t.Cleanup(a.close)
			if err := a.open(t.Context(), &options{}, t.TempDir()); err != nil {
				t.Fatal(err)
			}
			for _, tc := range slices.Concat(readingCases(), writingCases()) {
				runs, err := a.measure(t.Context(), tc)
				if err != nil {
					t.Error(err)
					continue
				}
				r := newResult(tc.name, d.name, runs)
				if r.Azoth == nil || r.Raw == nil || r.Driver == nil {
					t.Errorf("%s: %s", tc.name, r.text())
				}
			}
		})
	}
}

func TestGrowthIsMeasured(t *testing.T) {
	for _, once := range []grower{growLoad, growInsert, growClean, growAutoflush} {
		if us, err := grow(t.Context(), once, 100, 1); err != nil || us <= 0 {
			t.Error(us, err)
		}
	}
}

func TestCompileNeedsNoDatabase(t *testing.T) {
	o := &options{quick: true, only: []string{"azoth"}}
	for _, d := range databases()[1:3] {
		all, err := o.compile(t.Context(), d, place{kind: d.name, url: map[string]string{
			postgresql: "postgresql://nobody@localhost/none",
		}[d.name]})
		if err != nil || len(all) != len(compileCases()) {
			t.Error(d.name, len(all), err)
		}
	}
}

func TestAShortTallyIsAnError(t *testing.T) {
	if err := same(tally{rows: 1, ids: 1, bytes: 3}, tally{rows: 1, ids: 1, bytes: 4}); err == nil {
		t.Error("a lost byte was not noticed")
	}
}
