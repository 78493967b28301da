package dialecttest

import (
	"context"
	"slices"
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// guarded is a row of a table with constraints of every kind.
type guarded struct {
	ID     col.Int64
	Code   col.String
	Short  col.NullString
	Small  col.NullInt64
	Age    col.NullInt64
	Parent col.NullInt64
}

type guards struct {
	table[guarded]
	parents table[digit]
}

// errorArea is what can go wrong: each failure has its class, tells what is known of it, and leaves a connection that can be used.
func errorArea(s *suite) *area {
	m := azoth.NewMetaData()
	g := guards{parents: define[digit](m, "guard_parents", schema.Col("n", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()))}
	g.table = define[guarded](m, "guards",
		schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
		schema.Col("code", types.String(20), schema.NotNull()),
		schema.Col("short", types.String(3)),
		schema.Col("small", types.SmallInteger()),
		schema.Col("age", types.Integer()),
		schema.Col("parent", nil, schema.ForeignKeyTo("guard_parents.n", schema.Name("fk_guard_parent"))))
	g.AddUnique(g.Column("code"), g.Column("small")).Name = "uq_guard_code"
	g.AddCheck(expr.ElementOf(g.c.Age.Ge(0))).Name = "ck_guard_age"
	a := newAccounts(m, "locked")
	return &area{
		name: "error", meta: m, cases: concat(g.constraints(), g.data(), statements(s.world), a.apart(concat(a.locks(), a.cancelled()))),
		fill: func(t *T) {
			t.insert(g.parents, g.parents.c.N.Set(1))
			t.insert(g.parents, g.parents.c.N.Set(2))
			t.insert(g, g.c.ID.Set(1), g.c.Code.Set("a"), g.c.Small.Set(ptr(int64(1))), g.c.Parent.Set(ptr(int64(1))))
		},
	}
}

// add is an INSERT of a row that is right as long as nothing else is said.
func (g guards) add(id int64, as ...expr.Assignment) expr.Insert[expr.Dynamic] {
	row := []expr.Assignment{g.c.ID.Set(id)}
	if !slices.ContainsFunc(as, func(a expr.Assignment) bool { return a.Column.Name == "code" }) {
		row = append(row, g.c.Code.Set("x"))
	}
	return azoth.InsertInto(g).Values(append(row, as...)...)
}

// fails wants a statement to fail with a class, which belongs to a wider one, and gives what the database reported.
func (t *T) fails(st interface {
	Exec(ctx context.Context, ex expr.Executor) (int64, error)
}, class, wider error,
) *dialect.Error {
	t.Helper()
	_, err := st.Exec(t.ctx, t.conn)
	t.is(err, class)
	t.is(err, wider)
	e := as[*dialect.Error](t, err)
	if e.Code == "" {
		t.Error("the error has no code")
	}
	if se := as[*engine.StatementError](t, err); se.SQL == "" || se.Class != e.Class {
		t.Errorf("the statement %q has the class %v", se.SQL, se.Class)
	}
	t.ok(t.conn.Rollback(t.ctx))
	rows(t, azoth.Select(azoth.LiteralColumn[int64]("1")), 1)
	return e
}

func (g guards) constraints() []testCase {
	c := g.c
	return []testCase{
		{name: "primary key", run: func(t *T) { t.fails(g.add(1), dialect.ErrUnique, dialect.ErrIntegrity) }},
		{name: "unique", run: func(t *T) {
			e := t.fails(g.add(2, c.Code.Set("a"), c.Small.Set(ptr(int64(1)))), dialect.ErrUnique, dialect.ErrIntegrity)
			if t.ConstraintNames {
				t.equal(e.Constraint, "uq_guard_code")
			}
			if t.ConstraintColumns {
				t.equal(e.Table, "guards")
				t.equal(e.Columns, []string{"code", "small"})
			}
		}},
		{name: "unique does not count null", run: func(t *T) {
			t.writes(1, g.add(2, c.Code.Set("n")))
			t.writes(1, g.add(3, c.Code.Set("n")))
		}},
		{name: "unique by update", run: func(t *T) {
			t.writes(1, g.add(2, c.Code.Set("b"), c.Small.Set(ptr(int64(1)))))
			t.fails(azoth.UpdateTable(g).Set(c.Code.Set("a")).Where(c.ID.Eq(2)), dialect.ErrUnique, dialect.ErrIntegrity)
		}},
		{name: "not null", run: func(t *T) {
			e := t.fails(g.add(2, g.C("code").Set(nil)), dialect.ErrNotNull, dialect.ErrIntegrity)
			t.equal(e.Columns, []string{"code"})
		}},
		{name: "not null by update", run: func(t *T) {
			t.fails(azoth.UpdateTable(g).Set(g.C("code").Set(nil)).Where(c.ID.Eq(1)), dialect.ErrNotNull, dialect.ErrIntegrity)
		}},
		{name: "foreign key without a target", run: func(t *T) {
			e := t.fails(g.add(2, c.Parent.Set(ptr(int64(77)))), dialect.ErrForeignKey, dialect.ErrIntegrity)
			if t.ConstraintNames {
				t.equal(e.Constraint, "fk_guard_parent")
			}
		}},
		{name: "foreign key by update", run: func(t *T) {
			t.fails(azoth.UpdateTable(g).Set(c.Parent.Set(ptr(int64(77)))).Where(c.ID.Eq(1)), dialect.ErrForeignKey, dialect.ErrIntegrity)
		}},
		{name: "target of a foreign key is deleted", run: func(t *T) {
			t.fails(azoth.DeleteFrom(g.parents).Where(g.parents.c.N.Eq(1)), dialect.ErrForeignKey, dialect.ErrIntegrity)
		}},
		{name: "target of no foreign key is deleted", run: func(t *T) {
			t.writes(1, azoth.DeleteFrom(g.parents).Where(g.parents.c.N.Eq(2)))
		}},
		{name: "null refers to nothing", run: func(t *T) { t.writes(1, g.add(2, c.Parent.Set(nil))) }},
		{name: "check", run: func(t *T) {
			e := t.fails(g.add(2, c.Age.Set(ptr(int64(-1)))), dialect.ErrCheck, dialect.ErrIntegrity)
			if t.CheckNames {
				t.equal(e.Constraint, "ck_guard_age")
			}
		}},
		{name: "check by update", run: func(t *T) {
			t.fails(azoth.UpdateTable(g).Set(c.Age.Set(ptr(int64(-1)))).Where(c.ID.Eq(1)), dialect.ErrCheck, dialect.ErrIntegrity)
		}},
		{name: "check passes null", run: func(t *T) { t.writes(1, g.add(2, c.Age.Set(nil))) }},
	}
}

// data are values that do not fit.
func (g guards) data() []testCase {
	c := g.c
	return []testCase{
		{name: "text that is too long", needs: "EnforcesLength", run: func(t *T) {
			t.fails(g.add(2, c.Short.Set(ptr("long"))), dialect.ErrData, dialect.ErrData)
		}},
		{name: "text of the greatest length", run: func(t *T) {
			t.writes(1, g.add(2, c.Short.Set(ptr("äöü"))))
			rows(t, azoth.Select(c.Short).Where(c.ID.Eq(2)), ptr("äöü"))
		}},
		{name: "number that is too large", needs: "EnforcesRange", run: func(t *T) {
			_, err := g.add(2, c.Small.Set(ptr(int64(40000)))).Exec(t.ctx, t.conn)
			if err == nil {
				t.Fatal("40,000 was written to a SMALLINT")
			}
			t.ok(t.conn.Rollback(t.ctx))
			rows(t, azoth.Select(c.ID).Where(c.ID.Eq(2)))
		}},
		{name: "computed number that is too large", needs: "EnforcesRange", run: func(t *T) {
			// A driver may refuse the number before it is sent: then there is a class, and no code of the server.
			_, err := azoth.UpdateTable(g).Set(c.Small.SetExpr(c.Small.Coalesce(1).Mul(40000))).Where(c.ID.Eq(1)).Exec(t.ctx, t.conn)
			t.is(err, dialect.ErrData)
			t.ok(t.conn.Rollback(t.ctx))
		}},
		{name: "text that is no number", needs: "EnforcesTypes", run: func(t *T) {
			_, err := g.add(2, g.C("age").Set("abc")).Exec(t.ctx, t.conn)
			if err == nil {
				t.Fatal("a text was written to an INTEGER")
			}
			t.ok(t.conn.Rollback(t.ctx))
			rows(t, azoth.Select(c.ID), 1)
		}},
		{name: "text that is no utf-8", run: func(t *T) {
			_, err := g.add(2, c.Short.Set(ptr("\xff\xfe"))).Exec(t.ctx, t.conn)
			if err == nil && t.EnforcesTypes {
				t.Error("a text that is no UTF-8 was written")
			}
		}},
		{name: "nul in a text", needs: "!NUL", run: func(t *T) {
			_, err := g.add(2, c.Short.Set(ptr("a\x00"))).Exec(t.ctx, t.conn)
			if err == nil {
				t.Error("a text with the character NUL was written")
			}
		}},
		{name: "value that no database takes", run: func(t *T) {
			_, err := g.add(2, g.C("age").Set(make(chan int))).Exec(t.ctx, t.conn)
			if err == nil {
				t.Error("a channel was written")
			}
			rows(t, azoth.Select(c.ID), 1)
		}},
		{name: "number beyond 63 bits", run: func(t *T) {
			_, err := g.add(2, g.C("age").Set(uint64(1)<<63)).Exec(t.ctx, t.conn)
			if err == nil {
				t.Error("a number beyond 63 bits was written")
			}
		}},
	}
}

// statements are mistakes in the SQL.
func statements(w *world) []testCase {
	p := w.people.c
	castable := text("hunter2")
	text := func(sql string) expr.TextSelect[int64] { return azoth.Text[int64](sql) }
	return []testCase{
		{name: "no such table", run: func(t *T) {
			e := t.fails(text("SELECT 1 FROM nosuchtable"), dialect.ErrNoSuchTable, dialect.ErrProgramming)
			t.contains(e.Error(), "nosuchtable")
		}},
		{name: "no such table, written to", run: func(t *T) { t.fails(text("DELETE FROM nosuchtable"), dialect.ErrNoSuchTable, dialect.ErrProgramming) }},
		{name: "no such column", run: func(t *T) {
			e := t.fails(text("SELECT nosuchcolumn FROM people"), dialect.ErrProgramming, dialect.ErrProgramming)
			t.contains(e.Error(), "nosuchcolumn")
		}},
		{name: "no such function", run: func(t *T) { t.fails(text("SELECT nosuchfunction(1)"), dialect.ErrProgramming, dialect.ErrProgramming) }},
		{name: "syntax", run: func(t *T) { t.fails(text("SELEKT 1"), dialect.ErrProgramming, dialect.ErrProgramming) }},
		{name: "syntax at the end", run: func(t *T) { t.fails(text("SELECT 1 FROM"), dialect.ErrProgramming, dialect.ErrProgramming) }},
		{name: "quoted name is no text", run: func(t *T) {
			st := azoth.Select(azoth.Typed[string](expr.MakeDynamic(expr.NewColumn(w.people.Table, "No Such", nil))))
			_, err := st.All(t.ctx, t.conn)
			t.is(err, dialect.ErrProgramming)
		}},
		{name: "ambiguous column", run: func(t *T) {
			t.fails(text("SELECT id FROM people, departments"), dialect.ErrProgramming, dialect.ErrProgramming)
		}},
		{name: "table that is there already", run: func(t *T) {
			m := azoth.NewMetaData()
			tbl := schema.Define("people", m, schema.Col("id", types.BigInteger(), schema.PrimaryKey()))
			_, err := t.conn.Execute(t.ctx, &schema.CreateTable{Table: tbl})
			t.is(err, dialect.ErrProgramming)
		}},
		{name: "empty statement", run: func(t *T) {
			if _, err := text("  -- nothing\n").Exec(t.ctx, t.conn); err == nil {
				t.Error("nothing was run")
			}
		}},
		{name: "two statements in one", run: func(t *T) {
			if _, err := text("SELECT 1; DELETE FROM people").All(t.ctx, t.conn); err == nil {
				t.Error("two statements were run")
			}
			t.ok(t.conn.Rollback(t.ctx))
			rows(t, azoth.Select(p.ID).Where(p.ID.Eq(1)), 1)
		}},
		{name: "text beyond ascii in an error", run: func(t *T) {
			e := t.fails(text("SELECT méil FROM people"), dialect.ErrProgramming, dialect.ErrProgramming)
			t.contains(e.Error(), "méil")
		}},
		{name: "values are not shown", run: func(t *T) {
			_, err := azoth.Text[int64]("SELECT nosuchcolumn FROM people WHERE name = :secret").Bind("secret", "hunter2").All(t.ctx, t.conn)
			if err == nil || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("error %v", err)
			}
		}},
		{name: "value in the text of a failed cast", needs: "EnforcesTypes CastErrors", run: func(t *T) {
			_, err := azoth.Select(azoth.Cast[int64](castable, types.Integer())).All(t.ctx, t.conn)
			t.is(err, dialect.ErrData)
		}},
	}
}
