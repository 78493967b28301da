package compiler_test

import (
	"errors"
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// TestUnsupportedOperators checks that what a database does not have is a typed error that names the database.
func TestUnsupportedOperators(t *testing.T) {
	where := func(p expr.Predicate) expr.Element { return expr.NewSelect(userID).Where(p).Statement() }
	selected := func(x expr.Node) expr.Element { return expr.NewSelect(expr.MakeDynamic(x)).Statement() }
	array := expr.LitArray([]int{1})
	update := expr.NewUpdateTable(expr.MakeDerived(users)).AllRows()
	name := expr.AssignExpr(expr.RefOf(userName), expr.Lit("x"))
	insert := expr.NewInsertTable(expr.MakeDerived(users)).Values(name)
	place := expr.MakeJSONPath(userName, "a")
	for what, c := range map[string]struct {
		st  expr.Element
		not []string
	}{
		"between symmetric":       {where(userID.BetweenSymmetric(1, 2)), []string{"sqlite", "mysql"}},
		"regexp flags":            {where(userName.RegexpMatch("a", "i")), []string{"sqlite"}},
		"regexp replace":          {selected(userName.RegexpReplace("a", "b")), []string{"sqlite"}},
		"try cast":                {selected(expr.TryCastTo[int](userName, types.Integer())), []string{"sqlite", "mysql", "postgresql"}},
		"array element":           {selected(expr.ElementAt(array, expr.Position(1))), []string{"sqlite", "mysql"}},
		"array contains":          {where(expr.Compare(expr.OpArrayContains, array, array)), []string{"sqlite", "mysql"}},
		"array overlaps":          {where(expr.Compare(expr.OpArrayOverlaps, array, array)), []string{"sqlite", "mysql"}},
		"document key":            {where(place.HasKey("b")), []string{"sqlite", "mysql"}},
		"document contains":       {where(place.Contains(1)), []string{"sqlite", "mysql"}},
		"limit of update":         {update.Set(name).Limit(1).Statement(), []string{"sqlite", "postgresql"}},
		"limit of delete":         {expr.NewDeleteTable(expr.MakeDerived(users)).AllRows().Limit(1).Statement(), []string{"sqlite", "postgresql"}},
		"update of two tables":    {update.Set(expr.AssignExpr(expr.RefOf(addrUser), expr.Lit(1))).Statement(), []string{"sqlite", "postgresql"}},
		"constraint of upsert":    {insert.OnConstraint("x").DoNothing().Statement(), []string{"sqlite", "mysql"}},
		"partial index of upsert": {insert.OnConflict(expr.RefOf(userName)).Where(active).DoNothing().Statement(), []string{"mysql"}},
	} {
		t.Run(what, func(t *testing.T) {
			refused := map[string]bool{}
			for _, d := range c.not {
				refused[d] = true
			}
			for _, d := range []string{"sqlite", "mysql", "postgresql"} {
				_, _, err := compile(t, c.st, grammars[d])
				var unsupported *compiler.UnsupportedError
				if got := errors.As(err, &unsupported); got != refused[d] || err != nil && !got {
					t.Errorf("%s: %v", d, err)
				}
			}
		})
	}
}
