package compiler

import (
	"strings"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// Labels
//
// A column is returned under its own name unless another column of the same statement has that name already: then it is labelled id_1;
// the same column once more is id__1. What has no name of its own is labelled after its function, count_1, or anon_1. Inside a subquery
// every column is labelled, since the statement around it names it.
//
// Numbers are given when a name is first written, not when it is decided that there must be one: the statement around a subquery
// renders its columns first, and its names get the lower numbers. So a label is a recipe until then.
//
// SQLAlchemy: LABEL_STYLE_DISAMBIGUATE_ONLY.

// label is the name that a column gets.
type label struct {
	// text is the name itself, or, with a key, what a numbered name begins with.
	text string
	// key is what a numbered name belongs to.
	key any
	// base is the label that text follows, if that is not known yet either.
	base *label
}

// labelText is the name, which now gets its number.
func (c *Compiler) labelText(l *label) string {
	switch {
	case l.key == nil:
		c.names.give(l.text)
		return l.text
	case l.base != nil:
		return c.names.fitted(c.labelText(l.base) + l.text + c.names.anonymous(l.key, ""))
	}
	return c.names.made(l.key, l.text)
}

// id tells labels apart before they have their numbers, as the database does.
func (l *labeller) id(x *label) labelID {
	return labelID{l.c.grammar.Quoting.Names.folded(x.text), x.key}
}

type labelID struct {
	text string
	key  any
}

// numberedAfter is another name that begins as l does; repeated says that it is for a column that is there already.
func (l *label) numberedAfter(key any, repeated bool) *label {
	gap := ""
	if repeated {
		gap = "_"
	}
	if l.key == nil {
		return &label{text: l.text + gap, key: key}
	}
	return &label{text: gap, key: key, base: l}
}

// repeatKey belongs to the n-th column that repeats an earlier one. Such names are never referred to.
type repeatKey struct {
	of any
	n  int
}

// columnKey is the identity of a column: two nodes of one column are one.
type columnKey struct {
	from   expr.FromElement
	name   string
	number uint64
	of     expr.Element
}

// keyOf is what tells e apart from other columns.
func keyOf(e expr.Element) any {
	col, ok := e.(*expr.ColumnRef)
	switch {
	case !ok:
		return e
	case col.Number != 0:
		return columnKey{number: col.Number}
	case col.Name == "":
		return columnKey{from: col.From, of: col.Of}
	}
	return columnKey{from: col.From, name: col.Name}
}

// labelled is a column of a SELECT list with its label.
type labelled struct {
	// element is what is selected; given is how the statement has it: a Lazy, a NOT that turned into another condition.
	element, given expr.Element
	item           int
	// required is the label that must be written; fallback the one that is written where the kind of the column asks for one.
	required, fallback *label
}

// labels gives every column its label.
func (c *Compiler) labels(items []labelled, style expr.LabelStyle) {
	l := labeller{c: c, style: style, taken: map[labelID]any{}}
	for i := range items {
		l.label(&items[i])
	}
}

// labeller labels the columns of one SELECT list, in order.
type labeller struct {
	c     *Compiler
	style expr.LabelStyle
	// taken are the names that are in use, and the columns that have them.
	taken map[labelID]any
	// repeats counts the columns that repeat an earlier one.
	repeats int
}

// label labels the next column.
func (l *labeller) label(it *labelled) {
	if isText(it.element) {
		return
	}
	own := l.c.ownName(it.element)
	switch {
	case own == nil:
		l.unnamed(it)
	case l.style == expr.LabelNone:
		it.fallback = own
	default:
		l.named(it, l.c.withTable(l.style, it, own))
	}
}

// withTable is the label of a column with the name of its table in front, where the statement wants it. It is always written.
func (c *Compiler) withTable(style expr.LabelStyle, it *labelled, own *label) *label {
	col, ok := c.resolve(it.element).(*expr.ColumnRef)
	if style != expr.LabelTableColumn || !ok || col.From == nil || own.key != nil {
		return own
	}
	if prefix := expr.TablePrefix(col.From); prefix != "" {
		own = &label{text: prefix + own.text}
	} else {
		own = &label{text: c.fromName(col.From) + "_" + own.text}
	}
	it.required = own
	return own
}

// named labels a column whose name is taken.
func (l *labeller) named(it *labelled, own *label) {
	key := keyOf(it.element)
	it.fallback = own
	first, again := l.taken[l.id(own)]
	_, given := it.element.(*expr.Label)
	switch {
	case !again:
		l.taken[l.id(own)] = key
		return
	case given: // a name that a program gave stays, even twice
		return
	case first == key:
		it.required = l.repeat(it.element, own)
	default:
		it.required = l.another(it.element, own)
	}
	it.fallback = it.required
}

// unnamed labels a column that has no name of its own.
func (l *labeller) unnamed(it *labelled) {
	it.fallback = l.c.madeLabel(it.element)
	id := l.id(it.fallback)
	if _, again := l.taken[id]; again {
		it.fallback = l.repeat(it.element, it.fallback)
	}
	l.taken[id] = keyOf(it.element)
}

// another is id_1 for another column called id, and id__1 if that one is there already.
func (l *labeller) another(e expr.Element, own *label) *label {
	made := own.numberedAfter(keyOf(e), false)
	if _, again := l.taken[l.id(made)]; again {
		return l.repeat(e, own)
	}
	l.taken[l.id(made)] = made.key
	return made
}

// repeat is id__1, for a column that is there already.
func (l *labeller) repeat(e expr.Element, of *label) *label {
	l.repeats++
	return of.numberedAfter(repeatKey{keyOf(e), l.repeats}, true)
}

// ownName is the name that e is returned under without a label; nil if it has none.
func (c *Compiler) ownName(e expr.Element) *label {
	switch e := c.resolve(e).(type) {
	case *expr.Label:
		return &label{text: e.Name}
	case *expr.ColumnRef:
		return c.columnLabel(e)
	case *expr.ValuedColumn:
		return &label{text: c.fromName(e.From)}
	case *expr.FunctionColumn:
		return &label{text: e.Name}
	case *expr.Adapted:
		return c.ownName(e.X)
	}
	return nil
}

// madeLabel is the label of e, which has no name of its own. What only changes a column is labelled as the column is: CAST(id AS VARCHAR)
// is id.
func (c *Compiler) madeLabel(e expr.Element) *label {
	e = c.resolve(e)
	if x := c.wrapped(e); x != nil {
		if own := c.ownName(x); own != nil {
			return own
		}
		return c.madeLabel(x)
	}
	switch f := e.(type) {
	case *expr.Function:
		return &label{text: functionName(f), key: keyOf(e)}
	case *expr.WithinGroup:
		if x, ok := c.resolve(f.X).(*expr.Function); ok {
			return &label{text: functionName(x), key: keyOf(e)}
		}
	case *schema.NextNumber:
		return &label{text: "next_value", key: keyOf(e)}
	}
	return &label{text: "anon", key: keyOf(e)}
}

// functionName is a function's name without its schema.
func functionName(f *expr.Function) string { return f.Name[strings.LastIndexByte(f.Name, '.')+1:] }

// wrapped is the element that e changes and whose name it keeps; nil if e is no such element.
func (c *Compiler) wrapped(e expr.Element) expr.Element {
	switch e := e.(type) {
	case *expr.Cast:
		return e.X
	case *expr.Unary:
		if e.Op == expr.OpNot && c.isBoolean(e.X) {
			return e.X
		}
	}
	return nil
}

// isText tells whether e is never labelled: it is SQL text, or *.
func isText(e expr.Element) bool {
	switch e.(type) {
	case *expr.TextFragment, *expr.Star:
		return true
	}
	return false
}

// needsLabel tells whether a column is labelled although no other has its name.
func (c *Compiler) needsLabel(e expr.Element, inFrom bool) bool {
	switch e := c.resolve(e).(type) {
	case *expr.Label, *expr.TextFragment, *expr.Star:
		return false
	case *expr.ColumnRef:
		return inFrom && e.From != nil
	case *expr.ValuedColumn, *expr.FunctionColumn:
		return inFrom
	case *expr.Adapted:
		return c.needsLabel(e.X, inFrom)
	case *expr.Unary:
		if e.Op == expr.OpNot && c.isBoolean(e.X) && !c.grammar.Features.NativeBoolean {
			return true
		}
		return c.ownName(e.X) == nil || inFrom
	}
	return true
}

// labelIn is the label that q gives to its column e; nil if it has no such column.
func (c *Compiler) labelIn(q expr.Selectable, e expr.Element) *label {
	for _, it := range c.selected(q) {
		if expr.SameElement(it.element, e) || it.given != nil && expr.SameElement(it.given, e) {
			return it.fallback
		}
	}
	return nil
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

// selectedOf is selected, without its memory.
func (c *Compiler) selectedOf(q expr.Selectable) []labelled {
	switch q := q.(type) {
	case *expr.Query:
		return c.expand(q.Items, labelStyle(q))
	case *expr.CompoundQuery:
		return c.selected(q.Parts[0])
	}
	var items []labelled
	for _, e := range q.SelectedColumns() {
		items = append(items, labelled{element: e})
	}
	c.labels(items, expr.LabelDisambiguate)
	return items
}

// labelStyle is how q labels its columns.
func labelStyle(q *expr.Query) expr.LabelStyle {
	if q.Rare == nil {
		return expr.LabelDisambiguate
	}
	return q.Rare.Labels
}

// expand takes entities apart and labels all columns.
func (c *Compiler) expand(items []expr.SelectItem, style expr.LabelStyle) []labelled {
	out := make([]labelled, 0, len(items))
	for i, it := range items {
		e := c.resolve(it.Element)
		if entity, ok := e.(*expr.EntityRef); ok {
			for _, col := range entity.Columns() {
				out = append(out, labelled{element: col, item: i})
			}
			continue
		}
		out = append(out, labelled{element: e, given: it.Element, item: i})
	}
	c.labels(out, style)
	return out
}

// writeLabel writes x: only columnList, which knows the whole list, writes x AS name, and only ORDER BY the name alone.
func writeLabel(c *Compiler, l *expr.Label) { c.Element(l.X) }

// labelledAs appends x AS name; kind is labelName or derivedLabel. The name is settled first: it is the lower number if x contains names of
// the same beginning.
func (c *Compiler) labelledAs(x expr.Element, l *label, kind nameKind) {
	name := c.labelText(l)
	c.Element(x)
	if c.isCalled(x, name) && c.grammar.Quoting.Names.trims(name) {
		return // a column may have a name that no label can have: without a label it is called so, too
	}
	c.Write(" AS ")
	c.nameAs(kind, name)
}

// isCalled tells whether x is a column of that name.
func (c *Compiler) isCalled(x expr.Element, name string) bool {
	col, ok := c.resolve(x).(*expr.ColumnRef)
	return ok && c.columnName(col) == name
}
