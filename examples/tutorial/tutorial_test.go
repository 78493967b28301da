package main

import (
	"bytes"
	"context"
	"flag"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

var update = flag.Bool("update", false, "write testdata/output.txt")

func TestMain(m *testing.M) { dbfleet.Main(m) }

// output is what the tutorial prints on a database: scenes and results, and statements if options listen to them.
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
	engine, err := azoth.Open(url, options...)
	if err != nil {
		t.Fatal(err)
	}
	run(context.Background(), engine)
	if err := engine.Close(); err != nil {
		t.Error(err)
	}
	_ = w.Close()
	return <-done
}

// TestOutput holds every statement and every result of the tutorial.
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
	gs, ws := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(gs), len(ws)) {
		if i >= len(gs) || i >= len(ws) || gs[i] != ws[i] {
			t.Fatalf("line %d differs:\ngot  %q\nwant %q", i+1, line(gs, i), line(ws, i))
		}
	}
}

// TestSameResults holds that every scene has the same results on every database.
func TestSameResults(t *testing.T) {
	want := strings.Split(output(t, "sqlite://"), "\n")
	if len(want) < 60 {
		t.Fatalf("%d lines only", len(want))
	}
	for name, url := range map[string]func(testing.TB) string{"postgresql": dbfleet.PostgreSQL, "mariadb": dbfleet.MariaDB} {
		t.Run(name, func(t *testing.T) {
			got := strings.Split(output(t, url(t)), "\n")
			scene := ""
			for i := range max(len(got), len(want)) {
				if strings.HasPrefix(line(want, i), "== ") {
					scene = line(want, i)
				}
				if line(got, i) != line(want, i) {
					t.Fatalf("%s\ngot  %q\nwant %q", scene, line(got, i), line(want, i))
				}
			}
		})
	}
}

func line(ls []string, i int) string {
	if i < len(ls) {
		return ls[i]
	}
	return "(the end)"
}

// TestSameAsSQLAlchemy compares the scenes with those of SQLAlchemy, where the recording lies beside the project.
func TestSameAsSQLAlchemy(t *testing.T) {
	const oracle = "../../../shared/oracle/"
	if _, err := os.Stat(oracle + "compare.py"); err != nil {
		t.Skip("the recording of SQLAlchemy's tutorial is not beside this checkout; TestOutput holds the same statements")
	}
	file := t.TempDir() + "/ours.txt"
	if err := os.WriteFile(file, []byte(output(t, "sqlite:///:memory:", azoth.Listen(printer()))), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("python3", oracle+"compare.py", oracle+"tutorial.txt", file).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "30 of 30 scenes equal") {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
