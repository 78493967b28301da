package values

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
)

// randomValues is how many random values a type gets.
func randomValues() int {
	if os.Getenv("SOAK") != "" {
		return 1000
	}
	return 100
}

// seed is where the random values come from.
func seed(t *testing.T) uint64 {
	t.Helper()
	s := os.Getenv("AZOTH_SEED")
	if s == "" {
		return 1
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		t.Fatalf("AZOTH_SEED: %v", err)
	}
	return n
}

// source makes the random values of a kind, which do not depend on those of others.
func source(seed uint64, name string) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// tester is a kind of any type.
type tester interface {
	label() string
	has(p product) bool
	test(t *testing.T, p product, e *engine.Engine, table string, seed uint64) tally
}

// tally counts what became of values, in all ways of writing.
type tally struct{ values, kept, changed, refused, wrong int64 }

func (a *tally) add(b tally) {
	for i, p := range []*int64{&a.values, &a.kept, &a.changed, &a.refused, &a.wrong} {
		atomic.AddInt64(p, []int64{b.values, b.kept, b.changed, b.refused, b.wrong}[i])
	}
}

func (a tally) String() string {
	return fmt.Sprintf("%d values: written %d times and read as they were, %d times as documented, refused %d times, %d wrong", a.values, a.kept, a.changed, a.refused, a.wrong)
}

// TestValues is the whole of it: every type, its edges and random values, on every database.
func TestValues(t *testing.T) {
	from := seed(t)
	t.Logf("seed %d (AZOTH_SEED gives another), %d random values of a type", from, randomValues())
	for _, p := range products {
		t.Run(string(p), func(t *testing.T) {
			e := p.open(t)
			var all tally
			n := 0
			for i, k := range kinds {
				if !k.has(p) {
					continue
				}
				n++
				t.Run(k.label(), func(t *testing.T) {
					got := k.test(t, p, e, fmt.Sprintf("t%d", i), from)
					t.Log(got)
					all.add(got)
				})
			}
			t.Logf("%d types, %s", n, all)
			if n < 30 {
				t.Errorf("%d types are too few", n)
			}
		})
	}
}

func (k kind[V, P, N]) label() string { return k.name }

func (k kind[V, P, N]) has(p product) bool { return len(k.on) == 0 || slices.Contains(k.on, p) }

// run is a kind on a database.
type run[V any, P column[V], N column[*V]] struct {
	*testing.T
	*table[V, P, N]
	product product
	tally   tally
	// wants are what must be read, by the number of the row.
	wants []item[V]
	next  int64
}

// batch is how many values are written at once.
const batch = 50

// tooMany is how many failures of a kind are shown.
const tooMany = 8

func (k kind[V, P, N]) test(t *testing.T, p product, e *engine.Engine, name string, seed uint64) tally {
	t.Helper()
	tab, err := newTable(k, e, name)
	if err != nil {
		t.Errorf("create: %v", err)
		return tally{wrong: 1}
	}
	r := &run[V, P, N]{T: t, table: tab, product: p}
	vs := k.values(source(seed, k.name), randomValues())
	r.tally.values = int64(len(vs))
	r.writeAll(vs, "INSERT", r.insert, k.outcome)
	r.writeAll(vs, "flush", r.flush, k.outcome)
	r.writeAll(vs, "literal", r.spell, k.literal)
	r.readAll()
	r.findAll()
	if !t.Failed() && r.tally.wrong == 0 {
		r.drop()
	}
	return r.tally
}

func (r *run[V, P, N]) drop() {
	r.Helper()
	if _, err := azoth.Text[int]("DROP TABLE "+r.table.table.Name).Exec(ctx, r.engine); err != nil {
		r.Errorf("drop: %v", err)
	}
}

// wrong reports a value that became something else.
func (r *run[V, P, N]) wrong(format string, args ...any) {
	r.Helper()
	r.tally.wrong++
	if r.tally.wrong <= tooMany {
		r.Errorf(format, args...)
	}
}

// writeAll writes values in one way: those that the database keeps in batches, the others one by one.
func (r *run[V, P, N]) writeAll(vs []V, way string, w write[V], outcome func(p product, v V) outcome[V]) {
	r.Helper()
	var good []item[V]
	for _, v := range vs {
		out := outcome(r.product, v)
		r.next++
		i := item[V]{id: r.next, v: v}
		switch out.verdict {
		case refused:
			r.refuse(i, way, w)
			continue
		case changed:
			r.tally.changed++
		default:
			r.tally.kept++
		}
		good = append(good, i)
		r.wants = append(r.wants, item[V]{i.id, out.want, out.near, out.unsaid})
	}
	for b := range slices.Chunk(good, batch) {
		r.try(b, way, w)
	}
}

// try writes values, and takes them apart until it is known which of them is wrong.
func (r *run[V, P, N]) try(items []item[V], way string, w write[V]) {
	r.Helper()
	err := w(items)
	switch {
	case err == nil:
	case len(items) > 1:
		r.try(items[:len(items)/2], way, w)
		r.try(items[len(items)/2:], way, w)
	default:
		r.wants = slices.DeleteFunc(r.wants, func(i item[V]) bool { return i.id == items[0].id })
		r.wrong("%s of %s: %v", way, show(items[0].v), err)
	}
}

// refuse writes a value that must be refused.
func (r *run[V, P, N]) refuse(i item[V], way string, w write[V]) {
	r.Helper()
	err := w([]item[V]{i})
	n, countErr := azoth.Select(r.columns.ID).Where(r.columns.ID.Eq(i.id)).All(ctx, r.engine)
	switch {
	case countErr != nil:
		r.Fatal(countErr)
	case len(n) > 0 && err != nil:
		r.wrong("%s of %s is an error, and was written: %v", way, show(i.v), err)
	case err == nil:
		r.wrong("%s of %s is taken, and must be refused", way, show(i.v))
		r.forget(i)
	case !typed(err):
		r.wrong("%s of %s is refused by an error that is not typed: %v", way, show(i.v), err)
	default:
		r.tally.refused++
	}
}

// forget deletes a row that must not be there, so that it is not in the way.
func (r *run[V, P, N]) forget(i item[V]) {
	r.Helper()
	if _, err := azoth.DeleteFrom(r.table.table).Where(r.columns.ID.Eq(i.id)).Exec(ctx, r.engine); err != nil {
		r.Fatal(err)
	}
}

// readAll wants all rows to hold what they must, by both ways of reading.
func (r *run[V, P, N]) readAll() {
	r.Helper()
	for way, read := range map[string]func() ([]thing[V], error){"SELECT": r.read, "load": r.load} {
		rows, err := read()
		if err != nil {
			r.wrong("%s: %v", way, err)
			continue
		}
		if len(rows) != len(r.wants) {
			r.wrong("%s: %d rows, want %d", way, len(rows), len(r.wants))
			continue
		}
		for i, want := range r.wants {
			r.compare(way, rows[i], want)
		}
	}
}

func (r *run[V, P, N]) compare(way string, got thing[V], want item[V]) {
	r.Helper()
	switch {
	case got.ID != want.id:
		r.wrong("%s: row %d, want row %d", way, got.ID, want.id)
	case want.near && near(got.V, want.v) && (got.N == nil || near(*got.N, want.v)):
	case !r.kind.isSame(got.V, want.v):
		r.wrong("%s: row %d is %s, want %s", way, got.ID, show(got.V), show(want.v))
	case (got.N == nil) != want.null():
		r.wrong("%s: row %d: NULL %v, want %v", way, got.ID, got.N == nil, want.null())
	case got.N != nil && !r.kind.isSame(*got.N, want.v):
		r.wrong("%s: row %d, nullable, is %s, want %s", way, got.ID, show(*got.N), show(want.v))
	}
}

// findAll wants every value to be found by what it is.
func (r *run[V, P, N]) findAll() {
	r.Helper()
	if r.kind.is(r.product, r.kind.unequal) {
		return
	}
	for b := range slices.Chunk(r.wants, batch) {
		r.find(b)
	}
	r.findOnly()
}

// find looks for values in their rows.
func (r *run[V, P, N]) find(items []item[V]) {
	r.Helper()
	var any []expr.Predicate
	items = slices.DeleteFunc(slices.Clone(items), func(i item[V]) bool { return i.unsaid })
	for _, i := range items {
		c, ok := r.equals(i.v)
		if !ok {
			return
		}
		any = append(any, r.columns.ID.Eq(i.id).And(c))
	}
	ids, err := azoth.Select(r.columns.ID).Where(azoth.Or(any...)).All(ctx, r.engine)
	if err != nil && len(items) > 1 {
		r.find(items[:len(items)/2])
		r.find(items[len(items)/2:])
		return
	}
	if err != nil {
		r.wrong("WHERE = %s: %v", show(items[0].v), err)
		return
	}
	for _, i := range items {
		if !slices.Contains(ids, i.id) && !i.near {
			r.wrong("WHERE does not find row %d, which is %s", i.id, show(i.v))
		}
	}
}

// findOnly wants nothing else to be found: the edges are looked for in all rows.
func (r *run[V, P, N]) findOnly() {
	r.Helper()
	if r.kind.is(r.product, r.kind.loose) {
		return
	}
	byID := map[int64]V{}
	for _, i := range r.wants {
		byID[i.id] = i.v
	}
	for _, i := range r.wants[:min(len(r.wants), len(r.kind.corpus))] {
		c, ok := r.equals(i.v)
		if !ok {
			return
		}
		if i.unsaid {
			continue
		}
		ids, err := azoth.Select(r.columns.ID).Where(c).All(ctx, r.engine)
		if err != nil {
			r.wrong("WHERE = %s: %v", show(i.v), err)
		}
		for _, id := range ids {
			if !r.kind.isSame(byID[id], i.v) && !equalZero(byID[id], i.v) {
				r.wrong("WHERE = %s finds row %d, which is %s", show(i.v), id, show(byID[id]))
			}
		}
	}
}
