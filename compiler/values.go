package compiler

import "github.com/azoth-orm/azoth/expr"

// ValuesForm is how a database writes rows of values in FROM.
type ValuesForm uint8

// The forms of VALUES.
const (
	// ValuesNamed is (VALUES (?, ?), (?, ?)) AS name (a, b).
	ValuesNamed ValuesForm = iota
	// ValuesNumbered is (SELECT column1 AS a, column2 AS b FROM (VALUES (?, ?), (?, ?))) AS name, for an alias cannot name columns.
	ValuesNumbered
	// ValuesSelected is (SELECT ? AS a, ? AS b UNION ALL SELECT ?, ?) AS name.
	ValuesSelected
)

// writeValues writes rows of values in FROM.
func writeValues(c *Compiler, v *expr.Values) {
	c.Parenthesized(func() {
		switch c.grammar.Features.Values {
		case ValuesNamed:
			c.valuesRows(v)
		case ValuesNumbered:
			c.valuesNumbered(v)
		case ValuesSelected:
			c.valuesSelected(v)
		}
	})
	c.Write(c.grammar.Features.AliasWord)
	c.nameAs(sourceName, c.fromName(v))
	if c.grammar.Features.Values == ValuesNamed {
		c.Write(" ")
		c.Parenthesized(func() { c.columnNames(v.FromColumns()) })
	}
}

// valuesRows appends VALUES (?, ?), (?, ?).
func (c *Compiler) valuesRows(v *expr.Values) {
	c.Write("VALUES ")
	for i, row := range v.Rows {
		c.separate(i)
		c.Parenthesized(func() { c.List(row) })
	}
}

// valuesNumbered appends a SELECT that gives the columns their names, which are column1 and so on.
func (c *Compiler) valuesNumbered(v *expr.Values) {
	c.Write("SELECT ")
	for i, col := range v.FromColumns() {
		c.separate(i)
		c.Write(numberedColumn(i) + " AS ")
		c.nameAs(derivedLabel, col.Name)
	}
	c.Write(" FROM (")
	c.valuesRows(v)
	c.Write(")")
}

func numberedColumn(i int) string { return "column" + numbered("", i+1)[1:] }

// valuesSelected appends a SELECT for each row; the first one names the columns.
func (c *Compiler) valuesSelected(v *expr.Values) {
	for i, row := range v.Rows {
		if i > 0 {
			c.Write(" UNION ALL ")
		}
		c.Write("SELECT ")
		for j, x := range row {
			c.separate(j)
			c.Element(x)
			if i == 0 {
				c.Write(" AS ")
				c.nameAs(derivedLabel, v.FromColumns()[j].Name)
			}
		}
	}
}

// writeScalarValues writes (VALUES (?), (?)) as an expression.
func writeScalarValues(c *Compiler, s *expr.ScalarValues) {
	c.Parenthesized(func() {
		if !c.grammar.Features.ScalarValues {
			c.selectedRows(s.Values.Rows)
			return
		}
		c.valuesRows(s.Values)
	})
}

// selectedRows appends a SELECT for each row.
func (c *Compiler) selectedRows(rows [][]expr.Element) {
	for i, row := range rows {
		c.writeIf(i > 0, " UNION ALL ")
		c.Write("SELECT ")
		c.List(row)
		c.writeIf(c.grammar.Features.EmptyFromAlways, c.grammar.Features.EmptyFrom)
	}
}
