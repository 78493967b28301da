package expr

import (
	"context"
	"fmt"
	"iter"
	"reflect"
	"sync"
	"unsafe"

	"github.com/azoth-orm/azoth/types"
)

// Slots are the places for the values of a statement that [Prepare] builds. P is what a run gives: a struct whose fields are the values, or
// one value.
type Slots[P any] struct {
	// At stands for the values of a run. It is for its address, and the addresses of its fields: [SlotAt].
	At    *P
	slots []slot[P]
	err   error
}

// slot is a value of a run: its name in the statement, and how it is read.
type slot[P any] struct {
	name string
	read func(p *P) types.Value
}

// SlotAt is the parameter that gets what *f has in a run: f is s.At, or the address of a field of *s.At. The compiler checks the types.
//
// SQLAlchemy: bindparam.
func SlotAt[P, V any](s *Slots[P], f *V) Value[V, V] {
	offset := uintptr(unsafe.Pointer(f)) - uintptr(unsafe.Pointer(s.At))
	name, ok := slotName(reflect.TypeFor[P](), offset, reflect.TypeFor[V]())
	if !ok {
		s.err = fmt.Errorf("expr: Prepare: an address of a %s does not point into the %s that the function was given (use &p.At.Field)",
			reflect.TypeFor[V](), reflect.TypeFor[P]())
	}
	s.slots = append(s.slots, slot[P]{name, func(p *P) types.Value {
		return types.ValueOf(*(*V)(unsafe.Add(unsafe.Pointer(p), offset)))
	}})
	return ParamOf[V](name)
}

// slotName is the name of the parameter for the value of type v at an offset of a p; false says that there is none.
func slotName(p reflect.Type, offset uintptr, v reflect.Type) (string, bool) {
	if offset == 0 && p == v {
		return "value", true
	}
	if p.Kind() != reflect.Struct || offset >= p.Size() {
		return "", false
	}
	name := nameAt(p, offset, v)
	return Snake(name), name != ""
}

// Yields is a statement whose rows are R: a Select, a Compound, a TextSelect, a Returned.
type Yields[R any] interface {
	sqlRows(R)
	prepares() Statement
}

// Prepared is a statement that is built once and run with values of type P: what a program keeps in a variable for a statement that it runs
// often. A run builds nothing and does not look at the structure of the statement. It is immutable, and safe for concurrent use.
//
// SQLAlchemy: lambda_stmt, BakedQuery.
type Prepared[P, R any] struct{ t *template[P] }

// Prepare builds a statement once, with a slot for each value that a run gives:
//
//	type find struct {
//		Name string
//		Age  int
//	}
//
//	var adults = azoth.Prepare(func(p *azoth.Slots[find]) azoth.SelectOf[*User] {
//		return azoth.Select(Users).Where(azoth.Eq(Users.Name, azoth.Slot(p, &p.At.Name)), azoth.Ge(Users.Age, azoth.Slot(p, &p.At.Age)))
//	})
//
//	users, err := adults.All(ctx, db, find{"ed", 18})
//
// Mistakes, also those of build, are errors of the first run and of [Prepared.Err].
//
// SQLAlchemy: lambda_stmt, BakedQuery.
func Prepare[P, R any, S Yields[R]](build func(*Slots[P]) S) Prepared[P, R] {
	return Prepared[P, R]{newTemplate(func(s *Slots[P]) Statement { return build(s).prepares() })}
}

// Statement is the untyped statement, with a [Param] for each slot.
func (q Prepared[P, R]) Statement() Statement { return q.t.st }

// Err is the first mistake that was made while the statement was built.
func (q Prepared[P, R]) Err() error { return q.t.ready() }

// All reads every row. SQLAlchemy: Result.all.
func (q Prepared[P, R]) All(ctx context.Context, ex Executor, p P) ([]R, error) {
	return all[R](ctx, ex, q.t.run(p))
}

// One reads the only row: [ErrNoResult], [ErrMultipleResults]. SQLAlchemy: Result.one.
func (q Prepared[P, R]) One(ctx context.Context, ex Executor, p P) (R, error) {
	return one[R](ctx, ex, q.t.run(p))
}

// First reads the first row; false says that there is none. SQLAlchemy: Result.first.
func (q Prepared[P, R]) First(ctx context.Context, ex Executor, p P) (R, bool, error) {
	return first[R](ctx, ex, q.t.run(p))
}

// Iter streams the rows; the connection is released at the end and on break. SQLAlchemy: Result.yield_per.
func (q Prepared[P, R]) Iter(ctx context.Context, ex Executor, p P) iter.Seq2[R, error] {
	return stream[R](ctx, ex, q.t.run(p))
}

// PreparedWrite is a [Prepared] of an INSERT, UPDATE or DELETE that yields no rows.
type PreparedWrite[P any] struct{ t *template[P] }

// PrepareWrite builds an INSERT, UPDATE or DELETE once, as [Prepare] does a statement that yields rows.
//
// SQLAlchemy: lambda_stmt.
func PrepareWrite[P any, S Writing](build func(*Slots[P]) S) PreparedWrite[P] {
	return PreparedWrite[P]{newTemplate(func(s *Slots[P]) Statement { return build(s).writing().(Statement) })}
}

// Statement is the untyped statement, with a [Param] for each slot.
func (w PreparedWrite[P]) Statement() Statement { return w.t.st }

// Err is the first mistake that was made while the statement was built.
func (w PreparedWrite[P]) Err() error { return w.t.ready() }

// Exec runs the statement and tells how many rows it wrote. SQLAlchemy: execute, rowcount.
func (w PreparedWrite[P]) Exec(ctx context.Context, ex Executor, p P) (int64, error) {
	return Exec(ctx, ex, w.t.run(p))
}

// template is a statement with slots.
type template[P any] struct {
	st     Statement
	number uint64
	slots  []slot[P]
	once   sync.Once
	// values are those that are the same in every run; fill are the others.
	values []types.Value
	fill   []filling[P]
	// computed are the values that functions give in each run.
	computed []computedPlace
	err      error
}

// filling is a place among the values of a run, and the slot that it is for.
type filling[P any] struct {
	at   int
	read func(p *P) types.Value
}

func newTemplate[P any](build func(*Slots[P]) Statement) *template[P] {
	s := &Slots[P]{At: new(P)}
	return &template[P]{number: NextNumber(), st: build(s), slots: s.slots, err: s.err}
}

// ready looks at the structure, at the first run: mappings are configured then.
func (t *template[P]) ready() error {
	t.once.Do(func() {
		if t.err == nil {
			t.err = t.plan()
		}
	})
	return t.err
}

func (t *template[P]) plan() error {
	var k Key
	if !k.describe(t.st) {
		return k.err
	}
	if k.missing != "" {
		return &ParamError{Name: k.missing, InText: true}
	}
	t.values, t.computed = k.values, k.computed
	for _, p := range k.places {
		read := t.reader(p.name)
		switch {
		case read == nil && p.optional:
			continue
		case read == nil:
			return &ParamError{Name: p.name}
		}
		t.fill = append(t.fill, filling[P]{p.at, read})
	}
	return nil
}

func (t *template[P]) reader(name string) func(p *P) types.Value {
	for _, s := range t.slots {
		if s.name == name {
			return s.read
		}
	}
	return nil
}

func (t *template[P]) run(p P) *run[P] { return &run[P]{t, p} }

// run is one run of a template, as an Executor gets it.
type run[P any] struct {
	t      *template[P]
	values P
}

// ResultType is that of the statement.
func (r *run[P]) ResultType() reflect.Type { return r.t.st.ResultType() }

// Err is the first mistake of the statement.
func (r *run[P]) Err() error { return r.t.ready() }

// AppendKey writes the number of the template, which stands for its structure, and hands the values over.
func (r *run[P]) AppendKey(k *Key) {
	if err := r.t.ready(); err != nil {
		k.Fail(err)
		return
	}
	k.Tag(TagPrepared)
	k.Uint(r.t.number)
	base := len(k.values)
	k.values = append(k.values, r.t.values...)
	for _, f := range r.t.fill {
		k.values[base+f.at] = f.read(&r.values)
	}
	for _, c := range r.t.computed {
		k.computed = append(k.computed, c.moved(base))
	}
}

// Children shows nothing: a run is no part of a statement.
func (*run[P]) Children(*Visitor) {}

// ExecutionOptions are those of the statement.
func (r *run[P]) ExecutionOptions() []ExecutionOption {
	if o, ok := r.t.st.(Optional); ok {
		return o.ExecutionOptions()
	}
	return nil
}

func (r *run[P]) prepared() Statement { return r.t.st }

// Unprepared is the statement that st is a run of, if it is one of a [Prepared]; otherwise st.
func Unprepared(st Statement) Statement {
	if r, ok := st.(interface{ prepared() Statement }); ok {
		return r.prepared()
	}
	return st
}

func (s query[R]) prepares() Statement      { return s.q }
func (s Compound[R]) prepares() Statement   { return s.c }
func (s TextSelect[R]) prepares() Statement { return s.t }
func (s Returned[R]) prepares() Statement   { return s.s }

func (s TextSelect[R]) sqlRows(R) {}
func (s Returned[R]) sqlRows(R)   {}
