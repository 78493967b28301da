package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// Types whose values SQL changes.
var (
	foldedText = expr.WrapType(types.String(50), &expr.Wrapping{Bind: lowered, Column: uppered})
	twiceText  = expr.WrapType(foldedText, &expr.Wrapping{Bind: trimmed, Column: trimmed})
	boundText  = expr.WrapType(types.String(50), &expr.Wrapping{Bind: func(v expr.Dynamic) expr.Node { return azoth.AsText(azoth.Typed[string](v)).Coalesce("none") }})
)

func lowered(x expr.Dynamic) expr.Node { return fn.Lower(azoth.Typed[string](x)) }
func uppered(x expr.Dynamic) expr.Node { return fn.Upper(azoth.Typed[string](x)) }
func trimmed(x expr.Dynamic) expr.Node { return fn.Trim(azoth.Typed[string](x)) }

var (
	typedMeta = azoth.NewMetaData()
	notes     = azoth.NewTable("notes", typedMeta, key(), schema.Col("name", foldedText), schema.Col("plain", types.String(50)))
	pairs     = azoth.NewTable("pairs", typedMeta, key(), schema.Col("a", twiceText), schema.Col("b", boundText))
	note      = azoth.Columns[noteColumns](notes)
	pair      = azoth.Columns[pairColumns](pairs)
)

type noteColumns struct {
	ID    col.Int
	Name  col.String
	Plain col.String
}

type pairColumns struct {
	ID col.Int
	A  col.NullString
	B  col.NullString
}

func TestGoldenTypeExpression(t *testing.T) {
	cs := typeExpressionWrites()
	n, p := note, pair
	q, names := azoth.Select(n.ID), azoth.Select(n.Name)
	s := azoth.Select2(n.ID, n.Name)
	alias := azoth.Alias(notes, "a")
	for name, c := range (cases{
		"columns":            s,
		"label":              azoth.Select(n.Name.As("n")),
		"twice":              azoth.Select2(n.Name, n.Name.As("again")),
		"where":              q.Where(n.Name.Eq("Ed")),
		"where-ne-and-plain": q.Where(n.Name.Ne("Ed"), n.Plain.Eq("Ed")),
		"between":            q.Where(n.Name.Between("a", "b")),
		"in":                 q.Where(n.Name.In("a", "b", "c")),
		"not-in":             q.Where(n.Name.NotIn("a")),
		"columns-compared":   q.Where(azoth.Eq(n.Name, n.Plain)),
		"order-by":           names.OrderBy(n.Name),
		"group-by":           azoth.Select2(n.Name, fn.Count()).GroupBy(n.Name),
		"function":           azoth.Select(fn.Max(n.Name)),
		"cast":               azoth.Select(azoth.Cast[string](n.Name, types.String(5))),
		"cast-to":            azoth.Select(azoth.Cast[string](azoth.TypedLit("X", types.String(5)), foldedText).As("x")),
		"typed-literal":      azoth.Select(azoth.TypedLit("X", foldedText).As("x")),
		"subquery":           azoth.Select(azoth.Col(s.Subquery("s"), n.Name)),
		"cte":                azoth.Select(azoth.Col(s.CTE("s"), n.Name)),
		"alias":              azoth.Select(azoth.Col(alias, n.Name)).Where(azoth.Col(alias, n.Name).Eq("Ed")),
		"join":               azoth.Select2(n.Name, p.A).Join(pairs, azoth.Eq(n.ID, p.ID)),
		"scalar-subquery":    azoth.Select2(n.ID, azoth.Scalar[string](azoth.Select(p.A.NotNull()).Where(azoth.Eq(p.ID, n.ID))).As("a")),
		"exists":             q.Where(azoth.Exists(p.A.Eq("X"))),
		"union":              names.Where(n.ID.Eq(1)).Union(names.Where(n.Name.Eq("Ed"))),
		"union-subquery":     azoth.Select(azoth.Col(names.UnionAll(names).Subquery("s"), n.Name)),
		"nested-functions":   azoth.Select(p.A).Where(p.A.Eq("Ed")),
		"value-of-the-type":  azoth.Select(p.ID).Where(p.B.Eq("Ed")),
		"exact":              names.Where(n.Name.Eq("Ed")),
	}) {
		cs[name] = c
	}
	check(t, "type_expression", cs)
}

func typeExpressionWrites() cases {
	n, p := note, pair
	into, set := azoth.InsertInto(notes), azoth.UpdateTable(notes)
	one := into.Values(n.ID.Set(1), n.Name.Set("Ed"))
	return cases{
		"insert":           into.Values(n.ID.Set(1), n.Name.Set("Ed"), n.Plain.Set("Ed")),
		"insert-many":      one.Values(n.ID.Set(2), n.Name.Set("Jo")),
		"insert-null":      azoth.InsertInto(pairs).Values(p.ID.Set(1), p.A.Set(nil), p.B.Set(nil)),
		"insert-select":    into.FromSelect(azoth.Select2(p.ID, p.A), n.ID, n.Name),
		"update":           set.Set(n.Name.Set("Ed")).Where(n.Name.Eq("Jo")),
		"update-column":    set.Set(n.Name.SetExpr(n.Plain)).AllRows(),
		"delete":           azoth.DeleteFrom(notes).Where(n.Name.Eq("Ed")),
		"insert-returning": azoth.Returning2(one, n.ID, n.Name),
		"update-returning": azoth.Returning(set.Set(n.Name.Set("Ed")).AllRows(), n.Name),
		"delete-returning": azoth.Returning(azoth.DeleteFrom(notes).AllRows(), n.Name),
	}
}
