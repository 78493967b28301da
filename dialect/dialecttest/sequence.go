package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// sequenceArea is sequences, and transactions in two phases.
func sequenceArea(*suite) *area {
	return &area{name: "sequence", cases: concat(sequences(), twoPhases())}
}

func sequences() []testCase {
	const needs = "Sequences"
	with := func(name string, c schema.Counter, run func(t *T, s *schema.Sequence)) testCase {
		return testCase{name: name, needs: needs, apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			s := schema.NewSequence(m, "azoth_numbers", c)
			t.create(m)
			t.conn = t.connect()
			run(t, s)
			t.ok(t.conn.Rollback(t.ctx))
		}}
	}
	next := func(t *T, s *schema.Sequence) int64 {
		t.Helper()
		return all(t, azoth.Select(schema.NextValue(s)))[0]
	}
	return []testCase{
		with("next value", schema.Counter{}, func(t *T, s *schema.Sequence) { t.equal([]int64{next(t, s), next(t, s), next(t, s)}, []int64{1, 2, 3}) }),
		with("start and step", schema.Counter{Start: ptr(int64(100)), Increment: ptr(int64(5))}, func(t *T, s *schema.Sequence) {
			t.equal([]int64{next(t, s), next(t, s)}, []int64{100, 105})
		}),
		with("rollback gives no number back", schema.Counter{}, func(t *T, s *schema.Sequence) {
			first := next(t, s)
			t.ok(t.conn.Rollback(t.ctx))
			if second := next(t, s); second <= first {
				t.Errorf("%d after %d", second, first)
			}
		}),
		with("value of an insert", schema.Counter{Start: ptr(int64(7))}, func(t *T, s *schema.Sequence) {
			m := azoth.NewMetaData()
			a := newAccounts(m, "sequenced")
			t.create(m)
			for range 2 {
				t.writes(1, azoth.InsertInto(a).Values(a.c.ID.SetExpr(schema.NextValue(s)), a.c.Balance.Set(1)))
			}
			rows(t, azoth.Select(a.c.ID).OrderBy(a.c.ID), 7, 8)
			t.ok(t.conn.Rollback(t.ctx))
		}),
		with("created twice", schema.Counter{}, func(t *T, s *schema.Sequence) {
			t.ok(s.MetaData.CreateAll(t.ctx, t.engine))
			t.equal(next(t, s), int64(1))
		}),
		with("numbers of two connections", schema.Counter{}, func(t *T, s *schema.Sequence) {
			other := t.connect()
			a := next(t, s)
			b, err := azoth.Select(schema.NextValue(s)).One(t.ctx, other)
			t.ok(err)
			if a == b {
				t.Errorf("%d twice", a)
			}
		}),
		{name: "default of a column", needs: needs, apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			s := schema.NewSequence(m, "azoth_default_numbers", schema.Counter{Start: ptr(int64(50))})
			tbl := schema.Define("sequence_defaults", m, schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.Default(schema.NextValue(s))), schema.Col("v", types.String(5)))
			t.create(m)
			t.conn = t.connect()
			t.writes(2, azoth.InsertInto(tbl).Values(tbl.C("v").Set("a")).Values(tbl.C("v").Set("b")))
			rows(t, azoth.Select(number(tbl, "id")).OrderBy(tbl.C("id")), 50, 51)
			t.ok(t.conn.Rollback(t.ctx))
		}},
		{name: "default of the database", needs: needs, apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			s := schema.NewSequence(m, "azoth_server_numbers", schema.Counter{Start: ptr(int64(60))})
			tbl := schema.Define("sequence_server_defaults", m, schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.ServerDefault(schema.NextValue(s))), schema.Col("v", types.String(5)))
			t.create(m)
			t.conn = t.connect()
			t.writes(1, azoth.InsertInto(tbl).Values(tbl.C("v").Set("a")))
			rows(t, azoth.Select(number(tbl, "id")), 60)
			t.ok(t.conn.Rollback(t.ctx))
		}},
		{name: "sequence where there are none", needs: "!" + needs, apart: true, run: func(t *T) {
			_, err := t.engine.Execute(t.ctx, &schema.CreateSequence{Sequence: schema.NewSequence(nil, "azoth_numbers", schema.Counter{})})
			t.refused(err)
		}},
	}
}

// twoPhases are transactions that are prepared, and then committed by whoever knows their name.
func twoPhases() []testCase {
	m := azoth.NewMetaData()
	a := newAccounts(m, "two_phases")
	total := azoth.Select(fn.Count()).From(a)
	begin := func(t *T, c *engine.Connection, xid string) *engine.TwoPhase {
		t.Helper()
		tx, err := c.BeginTwoPhase(t.ctx, xid)
		t.ok(err)
		t.does(c, a.add(3, 1))
		return tx
	}
	cases := a.apart([]testCase{
		{name: "two phases committed", needs: "TwoPhase", run: func(t *T) {
			c := t.connect()
			tx := begin(t, c, "azoth it's 1")
			t.ok(tx.Prepare(t.ctx))
			t.ok(tx.Commit(t.ctx))
			sees(t, c, total, 3)
		}},
		{name: "two phases rolled back", needs: "TwoPhase", run: func(t *T) {
			c := t.connect()
			tx := begin(t, c, "azoth 2")
			t.ok(tx.Prepare(t.ctx))
			t.ok(tx.Rollback(t.ctx))
			sees(t, c, total, 2)
		}},
		{name: "two phases, not prepared", needs: "TwoPhase", run: func(t *T) {
			c := t.connect()
			tx := begin(t, c, "azoth 3")
			t.ok(tx.Rollback(t.ctx))
			sees(t, c, total, 2)
		}},
		{name: "two phases committed by another connection", needs: "TwoPhase", run: func(t *T) {
			c := t.connect()
			tx := begin(t, c, "azoth 4")
			t.ok(tx.Prepare(t.ctx))
			t.ok(c.Close())
			other := t.connect()
			prepared, err := other.Prepared(t.ctx)
			t.ok(err)
			t.contains(show(prepared), "azoth 4")
			t.ok(other.Rollback(t.ctx))
			t.ok(other.CommitPrepared(t.ctx, "azoth 4"))
			sees(t, other, total, 3)
		}},
		{name: "two phases where there are none", needs: "!TwoPhase", run: func(t *T) {
			if _, err := t.connect().BeginTwoPhase(t.ctx, "azoth 5"); err == nil {
				t.Error("a transaction in two phases was begun")
			}
		}},
	})
	for n := range cases {
		cases[n].meta = m
	}
	return cases
}
