package azoth_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// ledger is a table of which every clause can be made.
func ledger() (t, other *azoth.Table) {
	meta := azoth.NewMetaData()
	other = azoth.NewTable("accounts", meta, schema.Col("id", types.Integer(), schema.PrimaryKey()))
	t = azoth.NewTable("entries", meta,
		schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("account_id", types.Integer(), schema.ForeignKeyTo("accounts.id")),
		schema.Col("amount", types.Integer()))
	if err := meta.Configure(); err != nil {
		panic(err)
	}
	return t, other
}

// clauses adds each clause of a SELECT; n makes two additions differ.
func clauses(t, other *azoth.Table) map[string]func(s azoth.SelectOf[int64], n int64) azoth.SelectOf[int64] {
	amount := func() expr.Number[int64, int64] { return expr.MakeNumber[int64, int64](t.C("amount")) }
	type sel = azoth.SelectOf[int64]
	return map[string]func(s sel, n int64) sel{
		"Where":     func(s sel, n int64) sel { return s.Where(amount().Eq(n)) },
		"OrderBy":   func(s sel, n int64) sel { return s.OrderBy(amount().Add(n)) },
		"GroupBy":   func(s sel, n int64) sel { return s.GroupBy(amount().Add(n)) },
		"Having":    func(s sel, n int64) sel { return s.GroupBy(amount()).Having(amount().Gt(n)) },
		"Limit":     func(s sel, n int64) sel { return s.Limit(int(n)) },
		"Offset":    func(s sel, n int64) sel { return s.Offset(int(n)) },
		"Distinct":  func(s sel, _ int64) sel { return s.Distinct() },
		"ForUpdate": func(s sel, n int64) sel { return s.ForUpdate(lockOptions[n%2]) },
		"ForShare":  func(s sel, n int64) sel { return s.ForShare(lockOptions[n%2]) },
		"CrossJoin": func(s sel, _ int64) sel { return s.CrossJoin() },
		"Join":      func(s sel, n int64) sel { return s.Join(other, other.C("id").Eq(n)) },
		"OuterJoin": func(s sel, n int64) sel { return s.OuterJoin(other, other.C("id").Eq(n)) },
		"FullJoin":  func(s sel, n int64) sel { return s.FullJoin(other, other.C("id").Eq(n)) },
		"From":      func(s sel, n int64) sel { return s.From(azoth.Alias(other, fmt.Sprintf("a%d", n))) },
		"Correlate": func(s sel, _ int64) sel { return s.Correlate(other) },
		"Options": func(s sel, n int64) sel {
			return s.Options(expr.LoadOption[int64]{Spec: option(n)})
		},
		"Extend": func(s sel, n int64) sel {
			return s.Extend(expr.Extension{Point: "end", Node: expr.NewText(fmt.Sprintf("x%d", n))})
		},
		"Extend(Fetch)": func(s sel, n int64) sel { return s.Extend(azoth.Fetch(int(n))) },
		"Extend(With)":  func(s sel, n int64) sel { return s.Extend(azoth.With(cteOf(other, n))) },
		"Extend(Here)":  func(s sel, n int64) sel { return s.Extend(azoth.WithHere(cteOf(other, n))) },
		"Replace": func(s sel, n int64) sel {
			return s.Replace(func(e expr.Element) expr.Element {
				if b, ok := e.(*expr.Bind); ok {
					return expr.NewBind(types.Int64Value(b.Value.Int64() + n))
				}
				return nil
			})
		},
		"Extend(Prefix)": func(s sel, n int64) sel { return s.Extend(azoth.Prefix(fmt.Sprint("p", n))) },
		"Extend(Suffix)": func(s sel, n int64) sel { return s.Extend(azoth.Suffix("s", fmt.Sprint("d", n))) },
		"Extend(Hint)":   func(s sel, n int64) sel { return s.Extend(azoth.Hint(t, fmt.Sprint("h", n))) },
		"Extend(StatementHint)": func(s sel, n int64) sel {
			return s.Extend(azoth.StatementHint(fmt.Sprint("h", n)))
		},
		"Extend(DistinctOn)": func(s sel, n int64) sel { return s.Extend(azoth.DistinctOn(amount().Add(n))) },
		"Extend(Labels)":     func(s sel, _ int64) sel { return s.Extend(azoth.TableLabels()) },
		"Extend(Bind)": func(s sel, n int64) sel {
			return s.Where(azoth.Gt(amount(), azoth.Param[int64]("n"))).Extend(azoth.Bind("n", n))
		},
	}
}

func cteOf(t *azoth.Table, n int64) azoth.Derived {
	return azoth.Select(azoth.Typed[int64](t.C("id"))).CTE(fmt.Sprint("c", n))
}

type option int64

// AppendKey writes the option.
func (o option) AppendKey(k *expr.Key) { k.Uint(uint64(o)) }

// image is the statement's structure and values: the key of the cache.
func image(s azoth.SelectOf[int64]) string {
	var k expr.Key
	s.Statement().AppendKey(&k)
	var vs []any
	for _, v := range k.Values() {
		vs = append(vs, v.Any())
	}
	return fmt.Sprintf("%q %v", k.Bytes(), vs)
}

// grown is a statement whose slices have room for more, which an append that does not clip would write into.
func grown(t *azoth.Table) azoth.SelectOf[int64] {
	amount := expr.MakeNumber[int64, int64](t.C("amount"))
	s := azoth.Select(amount)
	for i := range int64(3) {
		s = s.Where(amount.Ne(i)).OrderBy(amount.Sub(i)).GroupBy(amount.Sub(i)).Having(amount.Lt(i)).
			From(azoth.Alias(t, fmt.Sprintf("t%d", i))).Options(expr.LoadOption[int64]{Spec: option(i)})
	}
	return s
}

// TestStatementsAreValues adds every clause twice to one statement: the statement and the first addition stay what they were.
func TestStatementsAreValues(t *testing.T) {
	table, other := ledger()
	for name, add := range clauses(table, other) {
		t.Run(name, func(t *testing.T) {
			base := grown(table)
			before := image(base)
			first := add(base, 7)
			one := image(first)
			second := image(add(base, 8))
			_ = add(first, 9)
			switch {
			case image(base) != before:
				t.Errorf("the statement changed:\n%s\n%s", before, image(base))
			case image(first) != one:
				t.Errorf("its sibling changed:\n%s\n%s", one, image(first))
			case one == before:
				t.Error("the clause is not in the key of the cache")
			case one == second && !slices.Contains([]string{"Distinct", "CrossJoin", "Correlate", "Extend(Labels)"}, name):
				t.Error("two different clauses have one key")
			}
		})
	}
}

// TestEveryClauseIsTested fails when Select gets a method that is not in the table above.
func TestEveryClauseIsTested(t *testing.T) {
	table, other := ledger()
	known := clauses(table, other)
	s := reflect.TypeFor[azoth.SelectOf[int64]]()
	for i := range s.NumMethod() {
		m := s.Method(i)
		generative := m.Type.NumOut() == 1 && m.Type.Out(0) == s
		if _, ok := known[m.Name]; generative && !ok {
			t.Errorf("Select.%s has no case in clauses", m.Name)
		}
	}
}

// TestStatementsAreShared builds on one statement, and renders it, from many goroutines; it means something under -race.
func TestStatementsAreShared(t *testing.T) {
	table, other := ledger()
	base := grown(table)
	before := image(base)
	var wg sync.WaitGroup
	for i := range int64(8) {
		wg.Go(func() {
			for name, add := range clauses(table, other) {
				if s := add(base, i); image(s) == "" || strings.Contains(name, "\x00") {
					t.Error("nothing")
				}
				_ = expr.Statement(base.Statement()).Err()
			}
		})
	}
	wg.Wait()
	if image(base) != before {
		t.Error("the statement changed")
	}
}

// TestHandlesAreOnePointerWide keeps expressions cheap to pass as interfaces.
func TestHandlesAreOnePointerWide(t *testing.T) {
	for _, h := range []any{
		expr.Bool{},
		expr.Text[string]{},
		expr.Number[int, *int]{},
		expr.Value[string, string]{},
		expr.Aggregate[int64, int64]{},
		expr.Dynamic{},
		expr.Opaque[int, int]{},
		azoth.SelectOf[int64]{},
		expr.Order{},
		expr.Tuple2[int, int]{},
	} {
		if typ := reflect.TypeOf(h); typ.Size() != reflect.TypeFor[uintptr]().Size() {
			t.Errorf("%s is %d bytes", typ, typ.Size())
		}
	}
}

// TestBuildingIsCheap holds the allocations of the methods that hot paths call: Eq is one, for the comparison contains its bind.
func TestBuildingIsCheap(t *testing.T) {
	table, _ := ledger()
	amount := expr.MakeNumber[int64, int64](table.C("amount"))
	base := azoth.Select(amount)
	condition := amount.Eq(1)
	for name, c := range map[string]struct {
		most float64
		f    func()
	}{
		"Eq":    {1, func() { sinkBool = amount.Eq(7) }},
		"Where": {2, func() { sinkSelect = base.Where(condition) }},
		"Limit": {2, func() { sinkSelect = base.Limit(3) }},
		"key of a statement": {0, func() {
			sinkKey.Reset()
			base.Statement().AppendKey(&sinkKey)
		}},
	} {
		if got := testing.AllocsPerRun(100, c.f); got > c.most {
			t.Errorf("%s allocates %v times, at most %v are allowed", name, got, c.most)
		}
	}
}

var (
	sinkBool   azoth.Bool
	sinkSelect azoth.SelectOf[int64]
	sinkKey    expr.Key
)

var lockOptions = []expr.LockOption{azoth.NoWait(), azoth.SkipLocked()}
