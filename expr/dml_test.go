package expr_test

import (
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

var (
	dmlMeta = schema.NewMetaData()
	things  = schema.Define("things", dmlMeta,
		schema.Col("id", types.Integer(), schema.PrimaryKey()), schema.Col("name", types.String(0)),
		schema.Col("made", types.String(0), schema.Default(expr.Lit("now"))))
	others = schema.Define("others", dmlMeta, schema.Col("id", types.Integer(), schema.PrimaryKey()))
)

func init() { things.Column("made").OnUpdate = expr.ElementOf(expr.Lit("later")) }

func thing(name string) expr.Dynamic { return things.C(name) }

// entity is a mapping of things that takes objects apart.
type entity struct{ expr.Entity }

type object struct {
	id   int64
	name string
}

var errUnknown = errors.New("not an object")

func (entity) EntityName() string               { return "object" }
func (entity) EntityColumns() []*expr.ColumnRef { return things.FromColumns() }
func (entity) RowValues(obj any) ([]*expr.ColumnRef, []types.Value, error) {
	o, ok := obj.(*object)
	if !ok || o == nil {
		return nil, nil, errUnknown
	}
	cols, vals := []*expr.ColumnRef{thing("name").Ref()}, []types.Value{types.TextValue(o.name)}
	if o.id != 0 {
		cols, vals = append(cols, thing("id").Ref()), append(vals, types.Int64Value(o.id))
	}
	return cols, vals, nil
}

func objects() expr.Source[*object] {
	return expr.MakeSource[*object](expr.NewEntityRef(entity{}, things))
}

func TestInsertSQL(t *testing.T) {
	insert := expr.NewInsertTable(things)
	for name, c := range map[string]struct {
		s    expr.Element
		want string
	}{
		"one row with a default": {
			insert.Values(thing("name").Set("a")).Statement(),
			"INSERT INTO things (name, made) VALUES (:name_1, :made_1)",
		},
		"default overridden": {
			insert.Values(thing("made").Set("x")).Statement(), "INSERT INTO things (made) VALUES (:made_1)",
		},
		"columns in another order": {
			insert.Values(thing("name").Set("a"), thing("made").Set("b")).Values(thing("made").Set("d"), thing("name").Set("c")).Statement(),
			"INSERT INTO things (name, made) VALUES (:name_1, :made_1), (:name_2, :made_2)",
		},
		"objects": {
			expr.NewInsert(objects()).Rows(&object{name: "a"}, &object{name: "b"}).Statement(), // the default is one value for both
			"INSERT INTO things (name, made) VALUES (:name_1, :made_1), (:name_2, :made_2)",
		},
		"select": {
			insert.FromSelect(expr.NewSelect(others.C("id")), columnOf(thing("id"))).Statement(),
			"INSERT INTO things (id, made) SELECT others.id, :anon_1 AS anon_1 \nFROM others",
		},
		"do nothing": {
			insert.Values(thing("made").Set("x")).OnConflict().DoNothing().Statement(),
			"INSERT INTO things (made) VALUES (:made_1) ON CONFLICT DO NOTHING",
		},
		"update where": {
			insert.Values(thing("made").Set("x")).OnConflict(thing2("id")).Overwrite(thing2("made")).WhereUpdated(thing("id").Gt(1)).Statement(),
			"INSERT INTO things (made) VALUES (:made_1) ON CONFLICT (id) DO UPDATE SET made = excluded.made WHERE things.id > :id_1",
		},
		"update with its default": {
			expr.NewUpdateTable(things).Set(thing("name").Set("x")).Where(thing("id").Eq(1)).Statement(),
			"UPDATE things SET name=:name_1, made=:made_1 WHERE things.id = :id_1",
		},
		"update of all rows": {
			expr.NewUpdateTable(things).Set(thing("made").Set("x")).AllRows().Statement(), "UPDATE things SET made=:made_1",
		},
		"delete": {
			expr.NewDelete(objects()).Where(thing("id").Eq(1)).Statement(), "DELETE FROM things WHERE things.id = :id_1",
		},
		"returning": {
			expr.NewReturning(expr.NewDeleteTable(things).AllRows(), thing("id")).Statement(), "DELETE FROM things RETURNING things.id",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := compiler.String(c.s); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestRowShapeError checks that a row with other columns than the first one is a typed error, and keeps its facts.
func TestRowShapeError(t *testing.T) {
	name, id := thing("name").Set("x"), thing("id").Set(1)
	insert := expr.NewInsertTable(things).Values(name)
	for _, c := range []struct {
		st   expr.Insert[expr.Dynamic]
		want expr.RowShapeError
	}{
		{insert.Values(id), expr.RowShapeError{Table: "things", Row: 2, Missing: "name"}},
		{insert.Values(name).Values(name, id), expr.RowShapeError{Table: "things", Row: 3, Extra: "id"}},
	} {
		var got *expr.RowShapeError
		if !errors.As(c.st.Err(), &got) || *got != c.want {
			t.Errorf("got %v, want %v", c.st.Err(), &c.want)
		}
	}
}

// TestParam checks the values of parameters, and the errors of those that are missing or unknown.
func TestParam(t *testing.T) {
	low := expr.ParamOf[int]("low")
	st := expr.NewUpdateTable(things).Set(thing("name").Set(expr.ParamOf[string]("name"))).
		Where(thing("id").Ge(low), thing("id").Lt(low), thing("id").Lt(9)).Statement()
	var k expr.Key
	k.TakeParams(true)
	st.AppendKey(&k)
	runs, err := k.Fill([]expr.Params{{"low": 1, "name": "a"}, {"low": 2, "name": nil}})
	if err != nil || len(runs) != 2 {
		t.Fatal(runs, err)
	}
	for i, want := range [][]any{{"a", "later", int64(1), int64(9)}, {nil, "later", int64(2), int64(9)}} {
		var got []any
		for _, v := range runs[i] {
			got = append(got, v.Any())
		}
		if !slices.Equal(got, want) {
			t.Errorf("run %d: %v, want %v", i+1, got, want)
		}
	}
	for _, c := range []struct {
		row  expr.Params
		want expr.ParamError
	}{
		{expr.Params{"low": 1}, expr.ParamError{Name: "name", Row: 1}},
		{expr.Params{"low": 1, "name": "a", "high": 2}, expr.ParamError{Name: "high", Row: 1, Unknown: true}},
	} {
		var got *expr.ParamError
		if _, err := k.Fill([]expr.Params{c.row}); !errors.As(err, &got) || *got != c.want {
			t.Errorf("got %v, want %v", err, &c.want)
		}
	}
	var alone expr.Key
	st.AppendKey(&alone)
	var got *expr.ParamError
	if !errors.As(alone.Err(), &got) || got.Name != "name" {
		t.Errorf("without values: %v", alone.Err())
	}
}

func columnOf(d expr.Dynamic) expr.Column { return d.Ref() }
func thing2(name string) expr.Column      { return thing(name).Ref() }

func TestDMLMistakes(t *testing.T) {
	insert, update := expr.NewInsertTable(things), expr.NewUpdateTable(things)
	name := thing("name").Set("x")
	for what, c := range map[string]struct {
		err  error
		want string
	}{
		"insert of nothing":     {insert.Err(), "has no values"},
		"no rows":               {expr.NewInsert(objects()).Rows().Err(), "has no values"},
		"other columns":         {insert.Values(name).Values(thing("id").Set(1)).Err(), "row 2: it has no value for name"},
		"more columns":          {insert.Values(name).Values(name, thing("id").Set(1)).Err(), "row 2: it has a value for id, which the first row has not"},
		"another table":         {insert.Values(others.C("id").Set(1)).Err(), "others.id is not a column of it"},
		"twice":                 {insert.Values(name, name).Err(), "name is set twice"},
		"no column":             {insert.Values(expr.Assignment{Value: expr.NewBind(types.Int64Value(1))}).Err(), "assignment 1 is not to a column"},
		"rows of a table":       {insert.Rows(&expr.Dynamic{}).Err(), "is no entity"},
		"objects that differ":   {expr.NewInsert(objects()).Rows(&object{name: "a"}, &object{1, "b"}).Err(), "row 2: it has a value for id"},
		"nil object":            {expr.NewInsert(objects()).Rows(nil).Err(), "not an object"},
		"update of all":         {update.Set(name).Err(), "has no condition"},
		"update, zero filter":   {update.Set(name).Where(expr.Bool{}).Err(), "has no condition"},
		"update of nothing":     {update.AllRows().Err(), "sets nothing"},
		"update of other twice": {update.AllRows().Set(others.C("id").Set(1), others.C("id").Set(2)).Err(), "others.id is set twice"},
		"delete of all":         {expr.NewDeleteTable(things).Err(), "has no condition"},
		"conflict, no columns":  {insert.Values(name).OnConflict(thing2("id")).DoUpdate().Err(), "sets nothing"},
		"not an entity":         {expr.NewInsert(expr.Lit(new(int))).Err(), "no mapping"},
	} {
		t.Run(what, func(t *testing.T) {
			if c.err == nil || !strings.Contains(c.err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", c.err, c.want)
			}
		})
	}
}

// Every method of a statement leaves the old one as it was, also when two statements grow from one.
func TestDMLIsImmutable(t *testing.T) {
	name, id := thing("name").Set("x"), thing("id")
	insert := expr.NewInsertTable(things).Values(name)
	update := expr.NewUpdateTable(things).Set(name).Where(id.Eq(1))
	remove := expr.NewDeleteTable(things).Where(id.Eq(1))
	before := []string{text(insert.Statement()), text(update.Statement()), text(remove.Statement())}
	for range 2 {
		_ = insert.Values(name).OnConflict().DoNothing()
		_ = expr.NewReturning(insert, id)
		_ = expr.NewReturning(update, id)
		_ = update.Set(thing("id").Set(2)).Where(id.Eq(3)).From(others).AllRows()
		_ = remove.Where(id.Eq(3)).Using(others).AllRows()
	}
	a, b := update.Where(id.Eq(5)), update.Where(thing("name").Eq("b"))
	if text(a.Statement()) == text(b.Statement()) {
		t.Error("two statements that grew from one share their conditions")
	}
	for i, got := range []string{text(insert.Statement()), text(update.Statement()), text(remove.Statement())} {
		if got != before[i] {
			t.Errorf("was %s\nis  %s", before[i], got)
		}
	}
}

func text(e expr.Element) string { return compiler.String(e) }

func TestDMLKeys(t *testing.T) {
	id, name := thing("id"), thing("name").Set("x")
	insert := expr.NewInsertTable(things).Values(name)
	update := expr.NewUpdateTable(things).Set(name)
	remove := expr.NewDeleteTable(things)
	seen := map[string]string{}
	for _, s := range []expr.Statement{
		insert.Statement(), insert.Values(name).Statement(), insert.OnConflict().DoNothing().Statement(),
		insert.OnConflict(thing2("id")).DoNothing().Statement(), insert.OnConflict(thing2("id")).Overwrite(thing2("name")).Statement(),
		insert.OnConflict(thing2("id")).Overwrite(thing2("name")).WhereUpdated(id.Gt(1)).Statement(),
		expr.NewReturning(insert, id).Statement(), expr.NewReturning(insert, thing("name")).Statement(),
		update.AllRows().Statement(), update.Where(id.Eq(1)).Statement(), update.Where(id.Gt(1)).Statement(),
		update.Where(id.Eq(1)).From(others).Statement(),
		remove.AllRows().Statement(), remove.Where(id.Eq(1)).Statement(), remove.Where(id.Eq(1)).Using(others).Statement(),
	} {
		var k expr.Key
		s.AppendKey(&k)
		if k.Err() != nil {
			t.Fatal(k.Err())
		}
		if other, ok := seen[string(k.Bytes())]; ok {
			t.Errorf("%s and %s have the same key", text(s), other)
		}
		seen[string(k.Bytes())] = text(s)
	}
	var a, b expr.Key
	expr.NewUpdateTable(things).Set(thing("name").Set("x")).Where(id.Eq(1)).Statement().AppendKey(&a)
	expr.NewUpdateTable(things).Set(thing("name").Set("y")).Where(id.Eq(2)).Statement().AppendKey(&b)
	if string(a.Bytes()) != string(b.Bytes()) || len(a.Values()) != 3 {
		t.Errorf("statements that differ in values only have different keys, or lost values: %v", a.Values())
	}
}

// TestInsertGrows holds that rows that are added to one statement after the other are shared, and that two statements that go on from one
// base do not see each other's rows.
func TestInsertGrows(t *testing.T) {
	id := func(n int) expr.Assignment { return others.C("id").Set(n) }
	var base expr.Insert[expr.Dynamic]
	fill := func(n int) {
		base = expr.NewInsertTable(others)
		for k := range n {
			base = base.Values(id(k + 1))
		}
	}
	fill(3)
	a, b := base.Values(id(4)), base.Values(id(5))
	again := a.Values(id(6))
	for i, c := range []struct {
		got  expr.Insert[expr.Dynamic]
		want []int64
	}{{base, []int64{1, 2, 3}}, {a, []int64{1, 2, 3, 4}}, {b, []int64{1, 2, 3, 5}}, {again, []int64{1, 2, 3, 4, 6}}} {
		var got []int64
		for _, r := range c.got.Statement().Rows {
			got = append(got, r[0].(*expr.Bind).Value.Int64())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%d: rows %v, want %v", i, got, c.want)
		}
	}
	cost := func(n int) uint64 { // bytes a row
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		fill(n)
		runtime.ReadMemStats(&after)
		return (after.TotalAlloc - before.TotalAlloc) / uint64(n)
	}
	if few, many := cost(100), cost(10_000); many > 2*few {
		t.Errorf("a row of 100 costs %d bytes, a row of 10,000 %d: the rows are copied again and again", few, many)
	}
}
