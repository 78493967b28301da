package dialecttest

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/rowplan"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// Types of a program: an integer that is a text in the database, a text that SQL folds, one that is another type in some databases.
var (
	crate  = types.Decorate(types.String(30), &types.Processing[int64, string]{Bind: crateText, Result: crateNumber})
	folded = expr.WrapType(types.String(30), &expr.Wrapping{Bind: lowerOf, Column: upperOf})
	varied = types.Variant(types.Decorate(types.Text(), &types.Processing[int64, string]{Bind: crateText, Result: crateNumber}), types.BigInteger(), "postgresql")
)

var errCrate = errors.New("a crate is missing")

func crateText(n int64) (string, error) {
	if n < 0 {
		return "", errCrate
	}
	return fmt.Sprintf("crate %05d", n), nil
}

func crateNumber(s string) (int64, error) {
	return strconv.ParseInt(strings.TrimPrefix(s, "crate "), 10, 64)
}

func lowerOf(x expr.Dynamic) expr.Node { return fn.Lower(azoth.Typed[string](x)) }
func upperOf(x expr.Dynamic) expr.Node { return fn.Upper(azoth.Typed[string](x)) }

// parcel is a row of types of the program.
type parcel struct {
	ID     col.Int64
	Crate  col.Int64
	Spare  col.NullInt64
	Label  col.String
	Varied col.Int64
}

type parcels struct{ table table[parcel] }

func decoratedArea(*suite) *area {
	m := azoth.NewMetaData()
	p := &parcels{define[parcel](m, "parcels",
		schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
		schema.Col("crate", crate, schema.NotNull(), schema.Unique(), schema.ServerDefault(expr.NewBind(types.Int64Value(99)))),
		schema.Col("spare", crate),
		schema.Col("label", folded, schema.NotNull()),
		schema.Col("varied", varied, schema.NotNull(), schema.ServerDefault(expr.NewBind(types.Int64Value(5)))))}
	return &area{name: "decorated", meta: m, fill: p.fill, cases: concat(p.reads(), p.writes(), p.failures())}
}

func (p *parcels) fill(t *T) {
	x := p.table.c
	t.insert(p.table, x.ID.Set(1), x.Crate.Set(1), x.Spare.Set(nil), x.Label.Set("One"), x.Varied.Set(10))
	t.insert(p.table, x.ID.Set(2), x.Crate.Set(2), x.Spare.Set(ptr[int64](20)), x.Label.Set("Two"), x.Varied.Set(20))
	t.insert(p.table, x.ID.Set(3), x.Crate.Set(3), x.Spare.Set(ptr[int64](30)), x.Label.Set("Three"), x.Varied.Set(30))
}

func (p *parcels) reads() []testCase {
	x := p.table.c
	q := azoth.Select(x.ID).OrderBy(x.ID)
	s := azoth.Select2(x.Crate, x.Label).Where(x.ID.Eq(2))
	return []testCase{
		yields("columns", "", azoth.Select3(x.Spare, x.Label, x.Varied).Where(x.ID.Le(2)).OrderBy(x.ID),
			azoth.Triple((*int64)(nil), "ONE", int64(10)), azoth.Triple(ptr[int64](20), "TWO", int64(20))),
		yields("comparison", "", q.Where(x.Crate.Eq(2)), 2),
		yields("comparison with SQL", "", q.Where(x.Label.Eq("TWO")), 2),
		yields("comparison of a variant", "", q.Where(x.Varied.Gt(15)), 2, 3),
		yields("list", "", q.Where(x.Crate.In(1, 3), x.Label.In("ONE", "tHREE")), 1, 3),
		yields("range", "", q.Where(x.Crate.Between(2, 9)), 2, 3),
		yields("null", "", q.Where(x.Spare.IsNull()), 1),
		yields("not distinct", "", q.Where(x.Spare.IsNotDistinctFrom(20)), 2),
		yields("function", "", azoth.Select(fn.Max(x.Crate)), ptr[int64](3)),
		yields("coalesce", "", azoth.Select(x.Spare.Coalesce(7)).OrderBy(x.ID), 7, 20, 30),
		yields("coalesce in the database", "", azoth.Select(azoth.Cast[string](x.Spare.Coalesce(7), types.String(30))).Where(x.ID.Eq(1)), "crate 00007"),
		yields("subquery", "", azoth.Select(azoth.Col(s.Subquery("s"), x.Crate)).OrderBy(azoth.Col(s.Subquery("s"), x.Crate)), 2),
		yields("cte", "", azoth.Select(azoth.Col(s.CTE("s"), x.Label)), "TWO"),
		yields("union", "", azoth.Select(x.Label).Where(x.ID.Eq(1)).UnionAll(azoth.Select(x.Label).Where(x.ID.Eq(2))).OrderBy(x.Label), "ONE", "TWO"),
		yields("dynamic", "", azoth.Select(p.table.C("crate")).Where(p.table.C("crate").Eq(int64(3))), any(int64(3))),
		{name: "record", run: func(t *T) {
			got, err := azoth.Records(azoth.Select2(x.Crate, x.Label).Where(x.ID.Eq(3))).One(t.ctx, t.conn)
			t.ok(err)
			t.equal(got.Values(), []any{int64(3), "THREE"})
		}},
	}
}

func (p *parcels) writes() []testCase {
	x := p.table.c
	crates := azoth.Select(x.Crate).OrderBy(x.ID)
	return []testCase{
		{name: "as the database has it", run: func(t *T) {
			rows(t, azoth.Select(azoth.LiteralColumn[string]("crate")).From(p.table).Where(x.ID.Eq(2)), "crate 00002")
			rows(t, azoth.Select(azoth.LiteralColumn[string]("label")).From(p.table).Where(x.ID.Eq(2)), "two")
		}},
		{name: "update", run: func(t *T) {
			t.writes(1, azoth.UpdateTable(p.table).Set(x.Crate.Set(8), x.Label.Set("Eight"), x.Varied.Set(80)).Where(x.Crate.Eq(2)))
			rows(t, azoth.Select3(x.Crate, x.Label, x.Varied).Where(x.ID.Eq(2)), azoth.Triple(int64(8), "EIGHT", int64(80)))
		}},
		{name: "delete", run: func(t *T) {
			t.writes(1, azoth.DeleteFrom(p.table).Where(x.Label.Eq("ONE")))
			rows(t, crates, 2, 3)
		}},
		{name: "default of the database", run: func(t *T) {
			t.insert(p.table, x.ID.Set(4), x.Label.Set("Four"), x.Varied.Set(40))
			rows(t, crates, 1, 2, 3, 99)
		}},
		{name: "insert from select", run: func(t *T) {
			t.writes(1, azoth.InsertInto(p.table).FromSelect(azoth.Select3(x.ID.Add(10), x.Spare.NotNull(), x.Label).Where(x.ID.Eq(2)), x.ID, x.Crate, x.Label))
			rows(t, azoth.Select3(x.Crate, x.Label, x.Varied).Where(x.ID.Eq(12)), azoth.Triple(int64(20), "TWO", int64(5)))
		}},
		{name: "returning", needs: "InsertReturning", run: func(t *T) {
			st := azoth.InsertInto(p.table).Values(x.ID.Set(5), x.Crate.Set(5), x.Label.Set("Five"), x.Varied.Set(50))
			rows(t, azoth.Returning3(st, x.Crate, x.Label, x.Varied), azoth.Triple(int64(5), "FIVE", int64(50)))
		}},
		{name: "literal", run: func(t *T) {
			sql, err := t.engine.Dialect().Grammar.Literal(types.Int64Value(2), crate)
			t.ok(err)
			t.equal(sql, "'crate 00002'")
			rows(t, azoth.Select(x.ID).Where(azoth.Eq(x.Crate, azoth.LiteralColumn[int64](sql))), 2)
		}},
	}
}

func (p *parcels) failures() []testCase {
	x := p.table.c
	return []testCase{
		{name: "bind fails", run: func(t *T) {
			_, err := azoth.Select(x.ID).Where(x.Crate.Eq(-1)).All(t.ctx, t.conn)
			t.is(err, errCrate)
			misfit := as[*types.EncodeError](t, err)
			t.equal(misfit.Type == types.Type(crate), true)
			t.contains(message(err), "crate_1", "VARCHAR(30)")
		}},
		{name: "result fails", run: func(t *T) {
			t.writes(1, azoth.UpdateTable(p.table).Set(x.Spare.SetExpr(azoth.LiteralColumn[int64]("label"))).Where(x.ID.Eq(1)))
			_, err := azoth.Select(x.Spare).Where(x.ID.Eq(1)).All(t.ctx, t.conn)
			misfit := as[*rowplan.ConvertError](t, err)
			t.equal(misfit.Column, "spare")
			t.is(err, strconv.ErrSyntax)
		}},
		{name: "another Go type", run: func(t *T) {
			_, err := azoth.Select(azoth.Typed[string](p.table.C("crate"))).All(t.ctx, t.conn)
			misfit := as[*rowplan.ProcessedError](t, err)
			t.contains(misfit.Error(), "string", "int64")
		}},
	}
}
