package main

import (
	"bytes"
	"context"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

var update = flag.Bool("update", false, "write testdata/output.txt")

func TestMain(m *testing.M) { dbfleet.Main(m) }

// output is what the tour prints on a database: results, and statements if options listen to them.
func output(t *testing.T, url string, options ...engine.Option) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout := os.Stdout
	os.Stdout = w
	defer func() { os.Stdout = stdout }()
	done := make(chan string)
	go func() {
		var b bytes.Buffer
		_, _ = io.Copy(&b, r)
		done <- b.String()
	}()
	e, err := azoth.Open(url, options...)
	if err != nil {
		t.Fatal(err)
	}
	run(context.Background(), e)
	if err := e.Close(); err != nil {
		t.Error(err)
	}
	_ = w.Close()
	return <-done
}

// TestOutput holds every statement and every result of the tour.
func TestOutput(t *testing.T) {
	got := output(t, "sqlite:///:memory:", azoth.Listen(printer()))
	const file = "testdata/output.txt"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, got, string(want))
}

// TestSameResults holds that the tour has the same results on every database.
func TestSameResults(t *testing.T) {
	want := output(t, "sqlite://")
	for name, url := range map[string]func(testing.TB) string{"postgresql": dbfleet.PostgreSQL, "mariadb": dbfleet.MariaDB} {
		t.Run(name, func(t *testing.T) { compare(t, output(t, url(t)), want) })
	}
}

func compare(t *testing.T, got, want string) {
	t.Helper()
	scene := ""
	gs, ws := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(gs), len(ws)) {
		if strings.HasPrefix(line(ws, i), "== ") {
			scene = line(ws, i)
		}
		if line(gs, i) != line(ws, i) {
			t.Fatalf("%s, line %d\ngot  %q\nwant %q", scene, i+1, line(gs, i), line(ws, i))
		}
	}
}

func line(ls []string, i int) string {
	if i < len(ls) {
		return ls[i]
	}
	return "(the end)"
}
