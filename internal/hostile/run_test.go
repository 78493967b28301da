package hostile

import (
	"fmt"
	"os"
	"slices"
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
	// probe uses the names in the database, and is an error if anything is not as it should be.
	probe func(w *world, names []string) error
	// unnamed says that "" stands for no name, which is no mistake; own that the probe needs a server of its own.
	unnamed, own bool
}

// wanted is the number of names: all of them in the long form.
func wanted() int {
	if os.Getenv("SOAK") != "" {
		return 2000
	}
	return 500
}

// open are positions where names are still wrong, and what is: they are tried in the long form only.
var open = map[string]string{
	"postgresql/enumeration type": "types that are called like a type of the system, oid or any, are taken for that one",
	"postgresql/schema":           "what a failed probe leaves behind makes the next ones fail",
	"mariadb/table":               "63 characters that are three bytes each as the name of a file are too long for the file system",
	"sqlite/JSON key":             "an invalid UTF-8 key is refused, but by an error without a type",
	"postgresql/JSON key":         "an invalid UTF-8 key is refused, but by an error without a type",
	"mariadb/comment":             "characters above U+FFFF are refused, but by an error without a type",
	"mariadb/JSON key":            "a key with a NUL byte or with invalid UTF-8 finds nothing, and is no error",
	"mariadb/label":               "a label of more than 64 characters in ORDER BY is not found",
	"mariadb/CTE":                 "cast and another keyword are not quoted as the name of a CTE",
	"mariadb/check":               "the server escapes control characters of the constraint in its message; primary is a reserved name",
	"mariadb/unique":              "the server escapes control characters of the constraint in its message",
	"mariadb/foreign key":         "the server escapes control characters of the constraint in its message",
	"mariadb/schema":              "a name that ends in a tab is refused when it is dropped, too",
}

// skipOpen skips a position that is open.
func skipOpen(t *testing.T, k kind, p string) {
	t.Helper()
	if why := open[string(k)+"/"+p]; why != "" && os.Getenv("SOAK") == "" {
		t.Skip("open: " + why)
	}
}

// TestIdentifiers is the whole of it: every name in every position on every database.
func TestIdentifiers(t *testing.T) {
	names := Names(wanted(), 1)
	for _, k := range kinds {
		t.Run(string(k), func(t *testing.T) {
			for _, p := range positions {
				if len(p.only) > 0 && !slices.Contains(p.only, k) {
					continue
				}
				t.Run(p.name, func(t *testing.T) {
					skipOpen(t, k, p.name)
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
	var good []string
	for _, n := range names {
		if n == "" && r.unnamed {
			continue
		}
		if want := expect(r.kind, r.position, n); want != fine {
			r.refuse(t, n, want)
			continue
		}
		good = append(good, n)
	}
	for batch := range slices.Chunk(good, max(r.batch, 1)) {
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
