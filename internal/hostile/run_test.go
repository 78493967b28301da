package hostile

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// position is a place of a statement that has a name.
type position struct {
	name string
	sort sort
	// batch is how many names are tried at once.
	batch int
	// only are the databases that have such a thing; none means all.
	only []kind
	// verdict is what is true of this position alone; it may be nil.
	verdict func(k kind, name string) verdict
	// taken are names that only the database itself can tell, and that are refused; it may be nil.
	taken func(w *world) ([]string, error)
	// probe uses the names in the database, and is an error if anything is not as it should be.
	probe func(w *world, names []string) error
	// unnamed says that "" stands for no name, which is no mistake; own that the probe needs a server of its own.
	unnamed, own bool
}

// soak says that the long form is wanted.
func soak() bool { return os.Getenv("SOAK") != "" }

// wanted are the names: 2,000 in the long form; in the short one the fixed ones, reserved words in one spelling only, and some others.
func wanted() []string {
	names := Names(2000, 1)
	if soak() {
		return names
	}
	fixed := map[string]bool{}
	for _, n := range Fixed() {
		fixed[n] = true
	}
	generated := 0
	return slices.DeleteFunc(names, func(n string) bool {
		if fixed[n] {
			lower := strings.ToLower(n)
			return n != lower && slices.Contains(reserved, lower)
		}
		generated++
		return generated > 50
	})
}

// TestIdentifiers is the whole of it: every name in every position on every database.
func TestIdentifiers(t *testing.T) {
	t.Parallel()
	names := wanted()
	for _, k := range kinds {
		t.Run(string(k), func(t *testing.T) {
			t.Parallel()
			for _, p := range positions {
				if len(p.only) > 0 && !slices.Contains(p.only, k) {
					continue
				}
				t.Run(p.name, func(t *testing.T) {
					t.Parallel()
					r := &run{world: newWorld(t, k, p.own), position: &p}
					r.all(t, names)
				})
			}
		})
	}
}

// run is one position on one database.
type run struct {
	*world
	*position
	refused, wrong int
}

// all tries all names: those that the database can have in batches, the others one by one.
func (r *run) all(t *testing.T, names []string) {
	t.Helper()
	good := r.sorted(t, names)
	for _, batch := range batches(good, r.size()) {
		r.try(t, batch)
		if r.wrong > 20 {
			t.Fatal("… and so on")
		}
	}
	left, err := r.tables()
	if err != nil || len(left) > 0 {
		t.Errorf("tables are left: %s, error %v", show(left), err)
	}
	t.Logf("%d names: %d as they are, %d refused, %d wrong", len(names), len(good), r.refused, r.wrong)
}

// size is how many names are tried at once. SQLite makes a table faster than it writes a row of many columns.
func (r *run) size() int {
	if r.kind == sqlite {
		return max(r.batch/5, 1)
	}
	return r.batch
}

// batches are groups of at most n names that differ in more than upper and lower case: a group in which two names are one to the database
// has to be taken apart.
func batches(names []string, n int) [][]string {
	var out [][]string
	var seen []map[string]bool
	open := 0 // the first group that has room
	for _, name := range names {
		folded, i := strings.ToLower(strings.ToUpper(name)), open
		for i < len(out) && (len(out[i]) == n || seen[i][folded]) {
			i++
		}
		if i == len(out) {
			out, seen = append(out, nil), append(seen, map[string]bool{})
		}
		out[i] = append(out[i], name)
		seen[i][folded] = true
		for open < len(out) && len(out[open]) == n {
			open++
		}
	}
	return out
}

// sorted probes the names that the database cannot have, and gives the others.
func (r *run) sorted(t *testing.T, names []string) (good []string) {
	t.Helper()
	var taken []string
	if r.taken != nil {
		var err error
		if taken, err = r.taken(r.world); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range names {
		want := expect(r.kind, r.position, n)
		if slices.Contains(taken, n) {
			want = ours
		}
		switch {
		case n == "" && r.unnamed:
		case want != fine:
			r.refuse(t, n, want)
		default:
			good = append(good, n)
		}
	}
	return good
}

// try probes names, and takes them apart until it is known which of them is wrong: two names that the database takes for one cannot be
// columns of one table.
func (r *run) try(t *testing.T, names []string) {
	t.Helper()
	err := r.once(t, names)
	switch {
	case err == nil:
	case len(names) > 1:
		r.try(t, names[:len(names)/2])
		r.try(t, names[len(names)/2:])
	default:
		r.wrong++
		t.Errorf("%s: %v", Show(names[0]), err)
	}
}

// refuse probes a name that must be refused.
func (r *run) refuse(t *testing.T, name string, want verdict) {
	t.Helper()
	err := r.once(t, []string{name})
	switch {
	case err == nil && want == either:
	case err == nil:
		r.wrong++
		t.Errorf("%s is taken, and must be refused", Show(name))
	case reasonOf(err) == "" || want != either && reasonOf(err) != want.String():
		r.wrong++
		t.Errorf("%s is refused by an error that is not typed, or not the right one: %v", Show(name), err)
	default:
		r.refused++
	}
}

// once is a probe with what belongs around it.
func (r *run) once(t *testing.T, names []string) error {
	t.Helper()
	err := r.probe(r.world, names)
	if tidy := r.tidy(); tidy != nil {
		t.Fatalf("after %s: %v", show(names), tidy)
	}
	if hurt := r.sings(); hurt != nil {
		t.Fatalf("after %s: %v", show(names), hurt)
	}
	if end := r.conn.Rollback(ctx); end != nil {
		t.Fatalf("after %s: %v", show(names), end)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", r.name, err)
	}
	return nil
}
