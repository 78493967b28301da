package compiler

import (
	"strings"

	"github.com/azoth-orm/azoth/expr"
)

// Labels. A column is returned under its own name unless another column of the same statement has that name already: then it is
// labelled id_1; the same column once more is id__1. What has no name of its own is labelled after its function, count_1, or anon_1.
// Inside a subquery every column is labelled, since the statement around it names it.
//
// SQLAlchemy: LABEL_STYLE_DISAMBIGUATE_ONLY.

// label is the name that a column gets: text itself, or a name made of it.
type label struct {
	text string
	// key is what a made name belongs to; nil says that text is the name.
	key any
}

// labelled is a column of a SELECT list with its label.
type labelled struct {
	element expr.Element
	item    int
	// required is the label that must be written; fallback the one that is written where the kind of the column asks for one.
	required, fallback *label
}

// dedupeKey belongs to the n-th column that repeats an earlier one. Such names are never referred to.
type dedupeKey struct {
	of any
	n  int
}

func (c *Compiler) labelText(l *label) string {
	if l.key == nil {
		return l.text
	}
	return c.names.anonymous(l.key, l.text)
}

// columnKey is the identity of a column: two nodes of one column are one.
type columnKey struct {
	from   expr.FromElement
	name   string
	number uint64
	of     expr.Element
}

func keyOf(e expr.Element) any {
	col, ok := e.(*expr.ColumnRef)
	if !ok {
		return e
	}
	if col.Number != 0 {
		return columnKey{number: col.Number}
	}
	if col.Name == "" {
		return columnKey{from: col.From, of: col.Of}
	}
	return columnKey{from: col.From, name: col.Name}
}

// labels gives every column its label.
func (c *Compiler) labels(items []labelled) {
	taken := map[string]any{}
	dedupe := 0
	repeat := func(e expr.Element, base string) *label {
		dedupe++
		return &label{text: base + "_", key: dedupeKey{keyOf(e), dedupe}}
	}
	for i := range items {
		it := &items[i]
		own, base := c.ownName(it.element)
		key := keyOf(it.element)
		if base == "" {
			continue
		}
		it.fallback = &label{text: base}
		if own == "" {
			it.fallback = c.madeLabel(it.element, base)
			id := c.identity(it.fallback)
			if _, again := taken[id]; again {
				it.fallback = repeat(it.element, base)
			}
			taken[id] = key
			continue
		}
		first, again := taken[own]
		_, given := it.element.(*expr.Label)
		switch {
		case !again:
			taken[own] = key
		case given: // a name that a program gave stays, even twice
		case first == key:
			it.required = repeat(it.element, own)
		default:
			it.required = &label{text: own, key: key}
			id := c.identity(it.required)
			if _, twice := taken[id]; twice {
				it.required = repeat(it.element, own)
			} else {
				taken[id] = key
			}
		}
		if it.required != nil {
			it.fallback = it.required
		}
	}
}

// identity tells made labels of different columns apart before they have a text. The zero byte occurs in no name.
func (c *Compiler) identity(l *label) string {
	if l.key == nil {
		return l.text
	}
	return l.text + "\x00" + c.names.anonymous(identityKey{l.key}, "\x00")
}

type identityKey struct{ of any }

// ownName is the name that e is returned under without a label, and what a label for it begins with; both are "" for text, which is
// never labelled.
func (c *Compiler) ownName(e expr.Element) (own, base string) {
	switch e := c.resolve(e).(type) {
	case *expr.Label:
		return e.Name, e.Name
	case *expr.ColumnRef:
		n := c.columnName(e)
		return n, n
	case *expr.Adapted:
		return c.ownName(e.X)
	case *expr.TextFragment, *expr.Star:
		return "", ""
	case *expr.Function:
		return "", functionName(e)
	}
	if x := c.wrapped(e); x != nil {
		_, base = c.ownName(x)
		return "", base
	}
	return "", "anon"
}

// functionName is a function's name without its schema.
func functionName(f *expr.Function) string { return f.Name[strings.LastIndexByte(f.Name, '.')+1:] }

// madeLabel is the label of e, which has no name of its own. What only changes a column is labelled as the column is: CAST(id AS VARCHAR)
// is id.
func (c *Compiler) madeLabel(e expr.Element, base string) *label {
	x := c.wrapped(e)
	if x == nil {
		return &label{text: base, key: keyOf(c.resolve(e))}
	}
	if own, _ := c.ownName(x); own != "" {
		return &label{text: own}
	}
	return c.madeLabel(x, base)
}

// wrapped is the element that e changes and whose name it keeps; nil if e is no such element.
func (c *Compiler) wrapped(e expr.Element) expr.Element {
	switch e := c.resolve(e).(type) {
	case *expr.Cast:
		return e.X
	case *expr.Unary:
		if e.Op == expr.OpNot && c.isBoolean(e.X) {
			return e.X
		}
	}
	return nil
}

// needsLabel tells whether a column is labelled although no other has its name.
func (c *Compiler) needsLabel(e expr.Element, inFrom bool) bool {
	switch e := c.resolve(e).(type) {
	case *expr.Label, *expr.TextFragment, *expr.Star:
		return false
	case *expr.ColumnRef:
		return inFrom && e.From != nil
	case *expr.Adapted:
		return c.needsLabel(e.X, inFrom)
	case *expr.Unary:
		if e.Op == expr.OpNot && c.isBoolean(e.X) && !c.grammar.Features.NativeBoolean {
			return true
		}
		own, _ := c.ownName(e.X)
		return own == "" || inFrom
	}
	return true
}

// labelIn is the label that q gives to its column e.
func (c *Compiler) labelIn(q expr.Selectable, e expr.Element) (*label, bool) {
	for _, it := range c.selected(q) {
		if !expr.SameElement(it.element, e) {
			continue
		}
		if it.fallback != nil {
			return it.fallback, true
		}
	}
	return nil, false
}

// selected are q's columns with their labels. They are found once: columns of subqueries in subqueries ask for them again and again.
func (c *Compiler) selected(q expr.Selectable) []labelled {
	if items, ok := c.known[q]; ok {
		return items
	}
	items := c.selectedOf(q)
	c.known[q] = items
	return items
}

func (c *Compiler) selectedOf(q expr.Selectable) []labelled {
	switch q := q.(type) {
	case *expr.Query:
		return c.expand(q.Items)
	case *expr.CompoundQuery:
		return c.selected(q.Parts[0])
	}
	var items []labelled
	for _, e := range q.SelectedColumns() {
		items = append(items, labelled{element: e})
	}
	c.labels(items)
	return items
}

// expand takes entities apart and labels all columns.
func (c *Compiler) expand(items []expr.SelectItem) []labelled {
	out := make([]labelled, 0, len(items))
	for i, it := range items {
		e := c.resolve(it.Element)
		if entity, ok := e.(*expr.EntityRef); ok {
			for _, col := range entity.Columns() {
				out = append(out, labelled{element: col, item: i})
			}
			continue
		}
		out = append(out, labelled{element: e, item: i})
	}
	c.labels(out)
	return out
}

// writeLabel writes x AS name in a columns clause, the name alone where ORDER BY refers to it, and x elsewhere.
func writeLabel(c *Compiler, l *expr.Label) {
	if !c.inColumns {
		c.Element(l.X)
		return
	}
	c.labelledAs(l.X, &label{text: l.Name})
}

// labelledAs appends x AS name. The name is settled first: it is the lower number if x contains names of the same beginning.
func (c *Compiler) labelledAs(x expr.Element, l *label) {
	name := c.labelText(l)
	c.within(func(ctx *context) { ctx.inColumns = false }, func() { c.Element(x) })
	c.Write(" AS ")
	c.Name(name)
}
