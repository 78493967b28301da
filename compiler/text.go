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
		b := boundTo(t, n)
		if b == nil {
			c.failf("text %q: :%s has no value (give it one with Bind, or write \\:%s if it is no placeholder)", excerpt(t.SQL), n, n)
			return
		}
		c.Bind(b)
	}
	stray := func(mark byte) {
		if mark == c.grammar.Placeholder.mark() {
			c.failf("text %q: %c is a placeholder of the database itself (write :name and give it a value with Bind)", excerpt(t.SQL), mark)
		}
	}
	c.grammar.Text.scanText(t.SQL, c.Write, name, stray)
	for _, b := range t.Binds {
		if !used[b.Name] {
			c.failf("text %q: it has no placeholder :%s", excerpt(t.SQL), b.Name)
		}
	}
}

// boundTo is the value of :name; the last one given counts.
func boundTo(t *expr.TextFragment, name string) *expr.Bind {
	for i := len(t.Binds) - 1; i >= 0; i-- {
		if t.Binds[i].Name == name {
			return t.Binds[i]
		}
	}
	return nil
}

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
	c.enter(&scope{})
	c.Element(t.Text)
	c.leave()
}

// writeStar writes *.
func writeStar(c *Compiler, _ *expr.Star) { c.Write("*") }

// writeNull writes NULL.
func writeNull(c *Compiler, _ *expr.Null) { c.Write("NULL") }
