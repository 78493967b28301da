package compiler

import (
	"strings"

	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// TypeCheck is the constraint that comes with the type of a column: CHECK (column IN (...)). A program does not declare it, and no table
// has it in its list.
type TypeCheck struct {
	// Constraint has the table and the name; its expression is the column alone.
	Constraint *schema.CheckConstraint
	// Values are what the column may have.
	Values []types.Value
}

// TypeCheck is the constraint that comes with the type of col in the database of g; ok is false if there is none.
//
// SQLAlchemy: SchemaType.
func (g *Grammar) TypeCheck(col *schema.Column) (check TypeCheck, ok bool) {
	var name string
	switch t := types.Storage(g.inDialect(col.Type)).(type) {
	case types.BooleanType:
		if !t.Check || !g.Features.DDL.BooleanCheck {
			return check, false
		}
		name, check.Values = t.Name, []types.Value{types.Int64Value(0), types.Int64Value(1)}
	case types.EnumType:
		if can := &g.Features.DDL; !t.Check || !t.Varchar && (can.EnumTypes || can.InlineEnums) {
			return check, false
		}
		name = t.Name
		for _, v := range t.Values() {
			check.Values = append(check.Values, types.TextValue(v))
		}
	default:
		return check, false
	}
	check.Constraint = &schema.CheckConstraint{Table: col.Table, Name: name, Expr: &col.ColumnRef}
	return check, true
}

// List is IN ('a', 'b'), of the values.
func (k TypeCheck) List(g *Grammar) (string, error) {
	list := make([]string, 0, len(k.Values))
	for _, v := range k.Values {
		s, err := g.Literals.Literal(v, nil)
		if err != nil {
			return "", err
		}
		list = append(list, s)
	}
	return "IN (" + strings.Join(list, ", ") + ")", nil
}

// typeChecks appends the constraints that come with the types of columns.
func (c *Compiler) typeChecks(t *schema.Table, gap string) {
	for _, col := range t.Columns {
		k, ok := c.grammar.TypeCheck(col)
		if !ok {
			continue
		}
		list, err := k.List(c.grammar)
		if err != nil {
			c.Fail(err)
			return
		}
		c.Write(gap)
		gap = ", \n\t"
		c.constraintName(k.Constraint)
		c.Write("CHECK (")
		c.columnOnly(&col.ColumnRef)
		c.Write(" " + list + ")")
	}
}
