package compiler

import "github.com/azoth-orm/azoth/expr"

// TableFunctions is what a database can do with functions in FROM.
type TableFunctions struct {
	// InFrom says that a function may stand in FROM, Ordinality that its rows are numbered by WITH ORDINALITY, Columns that an alias names
	// its columns, Row that (f(x)).name is a column of the row that a function yields.
	InFrom, Ordinality, Columns, Row bool
	// Types says that the alias gives them types, too.
	Types bool
	// Word stands in front of the function, which is in parentheses then and sees the elements to its left without LATERAL: TABLE (f(x)).
	Word string
	// OnlyColumn is the name of the only column of a function that has one; "" if its alias is the name.
	OnlyColumn string
	// NameIsColumn says that the alias of a function with one column is the column.
	NameIsColumn bool
}

// writeTableFunction writes f(x) WITH ORDINALITY AS name(a, b).
func writeTableFunction(c *Compiler, f *expr.TableFunction) {
	can := c.grammar.Features.TableFunctions
	if reason := cannotTable(can, f); reason != "" {
		c.Fail(&UnsupportedError{c.grammar.Name, f, reason})
		return
	}
	if f.Lateral && c.lateral(f) {
		c.Write("LATERAL ")
	}
	c.inTable(f.Fn)
	if f.Ordinality {
		c.Write(" WITH ORDINALITY")
	}
	c.Write(c.grammar.Features.AliasWord)
	c.nameAs(sourceName, c.fromName(f))
	if f.Derived {
		c.Parenthesized(func() { c.derivedColumns(f) })
	}
}

// inTable appends a function as it stands in FROM.
func (c *Compiler) inTable(f expr.Element) {
	word := c.grammar.Features.TableFunctions.Word
	if word == "" {
		c.Element(f)
		return
	}
	c.Write(word + " ")
	c.Parenthesized(func() { c.Element(f) })
}

func cannotTable(can TableFunctions, f *expr.TableFunction) string {
	switch {
	case !can.InFrom:
		return "it has no functions in FROM (use azoth.Values for rows of the program, or a recursive CTE)"
	case f.Ordinality && !can.Ordinality:
		return "it has no WITH ORDINALITY (use row_number())"
	case f.Derived && !can.Columns:
		return "an alias names no columns there (leave RenderDerived out, and use the names that the function gives)"
	case f.DerivedTypes && !can.Types:
		return "an alias gives no types there (leave the types out, and cast the columns)"
	case f.Lateral && can.Word != "":
		return "a function in FROM sees the elements to its left there without a word (leave Lateral out)"
	}
	return ""
}

// derivedColumns appends the columns behind an alias, with their types if they are wanted.
func (c *Compiler) derivedColumns(f *expr.TableFunction) {
	for i, col := range f.FromColumns() {
		c.separate(i)
		c.nameAs(sourceName, col.Name)
		if !f.DerivedTypes {
			continue
		}
		name, err := c.grammar.TypeName(col.Type)
		if err != nil {
			c.Fail(err)
			return
		}
		c.Write(" " + name)
	}
}

// writeValuedColumn writes the alias of a function as its only column.
func writeValuedColumn(c *Compiler, col *expr.ValuedColumn) {
	if !c.grammar.Features.TableFunctions.NameIsColumn {
		c.Fail(&UnsupportedError{c.grammar.Name, col, "the alias of a function is no column there (use azoth.TableValued with the name of the column)"})
		return
	}
	c.nameAs(sourceName, c.fromName(col.From))
	if name := c.grammar.Features.TableFunctions.OnlyColumn; name != "" {
		c.Write("." + name)
	}
}

// writeFunctionColumn writes (f(x)).name.
func writeFunctionColumn(c *Compiler, col *expr.FunctionColumn) {
	if !c.grammar.Features.TableFunctions.Row {
		c.Fail(&UnsupportedError{c.grammar.Name, col, "it has no columns of the rows of functions (put the function into FROM: azoth.TableValued)"})
		return
	}
	c.Parenthesized(func() { c.Element(col.Fn) })
	c.Write(".")
	c.nameAs(sourceName, col.Name)
}

// writeTableSample writes t AS name TABLESAMPLE method REPEATABLE (seed).
func writeTableSample(c *Compiler, s *expr.TableSample) {
	if !c.grammar.Features.TableSample {
		c.Fail(&UnsupportedError{c.grammar.Name, s, "it has no TABLESAMPLE (use a condition on random())"})
		return
	}
	c.aliased(s.Of)
	c.Write(" AS ")
	c.nameAs(sourceName, c.fromName(s))
	c.Write(" TABLESAMPLE ")
	c.Element(s.Method)
	if s.Seed != nil {
		c.Write(" REPEATABLE (")
		c.Element(s.Seed)
		c.Write(")")
	}
}

// lateral tells whether the database has LATERAL, and reports it if not.
func (c *Compiler) lateral(node expr.Element) bool {
	if !c.grammar.Features.Lateral {
		c.Fail(&UnsupportedError{c.grammar.Name, node, "it has no LATERAL (use a correlated subquery in the SELECT list, or a window function)"})
		return false
	}
	return true
}
