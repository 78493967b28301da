package compiler

import "github.com/azoth-orm/azoth/expr"

// writeText writes SQL text of the program, with placeholders for its :names.
func writeText(c *Compiler, t *expr.TextFragment) {
	if t.Literal {
		c.Write(t.SQL)
		return
	}
	used := map[string]bool{}
	name := func(n string) {
		used[n] = true
		x := boundTo(t, n)
		if x == nil {
			c.failf("text %q: :%s has no value (give it one with Bind, or write \\:%s if it is no placeholder)", excerpt(t.SQL), n, n)
			return
		}
		c.Element(x)
	}
	stray := func(mark byte) {
		if mark == c.grammar.Placeholder.mark() {
			c.failf("text %q: %c is a placeholder of the database itself (write :name and give it a value with Bind)", excerpt(t.SQL), mark)
		}
	}
	c.grammar.Text.scanText(t.SQL, c.Write, name, stray)
	for _, a := range t.Args {
		if !used[a.Name] {
			c.failf("text %q: it has no placeholder :%s", excerpt(t.SQL), a.Name)
		}
	}
}

// boundTo is what stands for :name; the last one given counts.
func boundTo(t *expr.TextFragment, name string) expr.Element {
	for i := len(t.Args) - 1; i >= 0; i-- {
		if t.Args[i].Name == name {
			return t.Args[i].X
		}
	}
	return nil
}

// writeTextList writes a list of values for SQL text. Nothing is known of what stands before it, so a list without values is a set without
// rows, which is right behind IN and NOT IN.
func writeTextList(c *Compiler, l *expr.TextList) {
	c.Parenthesized(func() {
		if len(l.Values) == 0 {
			c.emptyTextList(l)
			return
		}
		name := c.names.anonymous(&l.List, "param")
		for i, v := range l.Values {
			c.separate(i)
			c.bindList(&l.List, i, BindRef{Const: v, Type: l.Type, Name: numbered(name, i+1)})
		}
	})
}

func (c *Compiler) emptyTextList(l *expr.TextList) {
	if f := c.grammar.Features.EmptyTextSet; f != nil {
		c.Write(f(1))
		return
	}
	name, err := c.grammar.TypeName(l.Type)
	if err != nil {
		c.Fail(err)
		return
	}
	c.Write("SELECT CAST(NULL AS " + name + ") WHERE 1!=1")
}

// writeTextSource writes SQL text in FROM.
func writeTextSource(c *Compiler, t *expr.TextSource) { c.Element(t.Text) }

const excerptLength = 60

// excerpt is the beginning of a text, for messages.
func excerpt(sql string) string {
	if len(sql) <= excerptLength {
		return sql
	}
	return sql[:excerptLength] + "…"
}

// writeTextQuery writes a whole statement that is text.
func writeTextQuery(c *Compiler, t *expr.TextQuery) {
	c.writes = true // nothing is known of it
	c.enter(&scope{})
	c.Element(t.Text)
	c.leave()
}

// writeStar writes *.
func writeStar(c *Compiler, _ *expr.Star) { c.Write("*") }

// writeNull writes NULL.
func writeNull(c *Compiler, _ *expr.Null) { c.Write("NULL") }
