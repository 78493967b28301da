package compiler_test

import (
	"errors"
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
)

func TestInline(t *testing.T) {
	for _, c := range []struct {
		st        expr.Element
		want, why string
	}{
		{expr.NewSelect(userID).Where(userName.Eq(`a'b\`)).Statement(), "SELECT users.id \nFROM users \nWHERE users.name = 'a''b\\'", ""},
		{expr.NewSelect(userID).Where(userID.In(1, 2, 3)).Statement(), "SELECT users.id \nFROM users \nWHERE users.id IN (1, 2, 3)", ""},
		{expr.NewSelect(userID).Where(userAge.Ge(18)).Limit(2).Statement(), "SELECT users.id \nFROM users \nWHERE users.age >= 18\n LIMIT 2 OFFSET 0", ""},
		{expr.NewSelect(userID).Where(op(expr.OpEq, expr.NewUnary(expr.OpNeg, expr.ElementOf(expr.Lit(-3))), userAge)).Statement(), "SELECT users.id \nFROM users \nWHERE - -3 = users.age", ""},
		{expr.NewSelect(userID).Where(userAge.Sub(-3).Eq(1)).Statement(), "SELECT users.id \nFROM users \nWHERE users.age - -3 = 1", ""},
		{expr.NewSelect(userID).Where(userName.Eq("a\x00b")).Statement(), "", "NUL"},
	} {
		got, err := compiler.Inline(c.st, grammars["sqlite"])
		var refused *compiler.LiteralError
		if c.why != "" && errors.As(err, &refused) {
			continue
		}
		if err != nil || got != c.want {
			t.Errorf("got  %q, %v\nwant %q", got, err, c.want)
		}
	}
}
