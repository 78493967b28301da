package inspect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// Difference is something in which two catalogues differ.
type Difference struct {
	// Table is the table, with its schema.
	Table string
	// What is what differs: "table", "column name", "type of column name", "index ix_name".
	What string
	// Want and Got are what the two catalogues have; "" is nothing.
	Want, Got string
}

// String is the difference in words.
func (d Difference) String() string {
	switch {
	case d.Got == "":
		return fmt.Sprintf("%s: %s is missing: %s", d.Table, d.What, d.Want)
	case d.Want == "":
		return fmt.Sprintf("%s: %s is not declared: %s", d.Table, d.What, d.Got)
	}
	return fmt.Sprintf("%s: %s is %s, want %s", d.Table, d.What, d.Got, d.Want)
}

// Diff is in what got, which was reflected from a database of the dialect d, differs from want, which a program declares, or which was
// reflected from another one. What want leaves to the database counts as what the database has: names of constraints, how a column
// counts, options of a table.
//
// Types are compared by their names in DDL, expressions by their text without blanks, parentheses, casts that the database adds and the
// case of words. A database that writes an expression in other words (BETWEEN as two comparisons) has another one for Diff. Foreign keys
// whose targets are missing are errors.
func Diff(d *dialect.Dialect, want, got *schema.MetaData) ([]Difference, error) {
	if d.Catalog == nil {
		return nil, &UnsupportedError{Dialect: d.Name, What: "catalogue"}
	}
	for _, m := range []*schema.MetaData{want, got} {
		if err := m.Configure(); err != nil {
			return nil, err
		}
	}
	c := &comparer{d: d, rules: d.Catalog.Comparison()}
	for _, t := range want.Tables() {
		c.table = t.Key()
		if other := got.TableIn(t.Schema, t.Name); other != nil {
			c.compare(t, other)
		} else {
			c.add("table", t.Key(), "")
		}
	}
	for _, t := range got.Tables() {
		if want.TableIn(t.Schema, t.Name) == nil {
			c.table = t.Key()
			c.add("table", "", t.Key())
		}
	}
	return c.found, c.err
}

// comparer collects differences of tables.
type comparer struct {
	d     *dialect.Dialect
	rules dialect.Comparison
	table string // that is compared
	found []Difference
	err   error
}

func (c *comparer) add(what, want, got string) {
	c.found = append(c.found, Difference{c.table, what, want, got})
}

// same adds a difference if two texts differ.
func (c *comparer) same(what, want, got string) {
	if want != got {
		c.add(what, orNone(want), orNone(got))
	}
}

// orNone is a text that is seen.
func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

func (c *comparer) compare(want, got *schema.Table) {
	for _, w := range want.Columns {
		if g := got.Column(w.Name); g != nil {
			c.columns(w, g)
		} else {
			c.add("column "+w.Name, c.typeName(w), "")
		}
	}
	for _, g := range got.Columns {
		if want.Column(g.Name) == nil {
			c.add("column "+g.Name, "", c.typeName(g))
		}
	}
	c.same("primary key", names(want.PrimaryKey.Columns), names(got.PrimaryKey.Columns))
	if c.d.Features.Comments {
		c.same("comment", want.Comment, got.Comment)
	}
	if w, g := want.Options[c.d.Grammar.Name], got.Options[c.d.Grammar.Name]; !c.within(w, g) {
		c.add("options", w, orNone(g))
	}
	c.keys(c.keysOf(want), c.keysOf(got), got)
}

// within tells whether every word of some options is among others, in any order.
func (c *comparer) within(want, got string) bool {
	has := strings.Fields(c.sql(got))
	for w := range strings.FieldsSeq(c.sql(want)) {
		if !slices.Contains(has, w) {
			return false
		}
	}
	return true
}

// names are those of columns, with commas.
func names(cs []*schema.Column) string {
	out := make([]string, len(cs))
	for i, x := range cs {
		out[i] = x.Name
	}
	return strings.Join(out, ", ")
}

func (c *comparer) columns(want, got *schema.Column) {
	of := " of column " + want.Name
	c.same("type"+of, c.typeName(want), c.typeName(got))
	if want.Computed == nil || got.Computed == nil { // whether a computed column may be NULL, its expression says
		c.same("nullability"+of, fmt.Sprint(want.Nullable), fmt.Sprint(got.Nullable))
	}
	c.same("default"+of, c.expression(want.Table, want.ServerDefault), c.expression(got.Table, got.ServerDefault))
	if !c.rules.KeysCount || counts(want) {
		c.same("counting"+of, fmt.Sprint(counts(want)), fmt.Sprint(counts(got)))
	}
	if want.Identity != nil && got.Identity != nil {
		c.same("identity"+of, identity(want.Identity, got.Identity), identity(got.Identity, got.Identity))
	}
	c.same("expression"+of, c.computed(want, got), c.computed(got, got))
	if c.d.Features.Comments {
		c.same("comment"+of, want.Comment, got.Comment)
	}
}

// counts tells whether the database counts a column up.
func counts(c *schema.Column) bool {
	return c.Identity != nil || c.Autoincrement == schema.AutoincrementOn || c.Table.AutoincrementColumn() == c
}

// identity is how a column counts; what i leaves open is what the other one has.
func identity(i, other *schema.Identity) string {
	s := fmt.Sprintf("always %v, cycle %v", i.Always, i.Cycle)
	for _, x := range []struct {
		name       string
		own, other *int64
	}{
		{"start", i.Start, other.Start},
		{"increment", i.Increment, other.Increment},
		{"min", i.Min, other.Min},
		{"max", i.Max, other.Max},
		{"cache", i.Cache, other.Cache},
	} {
		if x.own == nil {
			x.own = x.other
		}
		if x.own != nil {
			s += fmt.Sprintf(", %s %d", x.name, *x.own)
		}
	}
	return s
}

// computed is what a column is computed of; storage that is left open is that of the other one.
func (c *comparer) computed(col, other *schema.Column) string {
	if col.Computed == nil {
		return ""
	}
	storage := col.Computed.Storage
	if storage == schema.StorageDefault && other.Computed != nil {
		storage = other.Computed.Storage
	}
	return c.expression(col.Table, col.Computed.Expr) + [...]string{"", " stored", " virtual"}[storage]
}

// typeName is the type of a column in DDL.
func (c *comparer) typeName(col *schema.Column) string {
	name, err := c.d.Grammar.TypeName(col.Type)
	if err != nil {
		c.fail(fmt.Errorf("inspect: column %s.%s: %w", col.Table, col.Name, err))
	}
	return c.rules.CanonicalType(name)
}

func (c *comparer) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

func (c *comparer) sql(s string) string { return c.rules.CanonicalSQL(&c.d.Grammar.Text, s) }

// expression is e as it stands in DDL. It is rendered as the condition of a CHECK.
func (c *comparer) expression(t *schema.Table, e expr.Element) string {
	if e == nil {
		return ""
	}
	text, err := compiler.Text(&compiler.ConstraintSpec{Constraint: &schema.CheckConstraint{Table: t, Expr: e, Verbatim: true}}, c.d.Grammar)
	if err != nil {
		c.fail(err)
	}
	return c.sql(strings.TrimPrefix(text, "CHECK "))
}

// key is a constraint or an index: what is compared is its text, and the name only if both have one.
type key struct {
	kind, name, text string
	columns          string // of an index
}

// keysOf are the constraints but the primary key, and the indexes.
func (c *comparer) keysOf(t *schema.Table) []key {
	var out []key
	for _, f := range t.ForeignKeys {
		out = append(out, key{kind: "foreign key", name: c.name(f), text: c.foreignKey(f)})
	}
	for _, u := range t.Uniques {
		text := fmt.Sprintf("(%s) nulls not distinct %v%s", names(u.Columns), u.NullsNotDistinct, timing(u.Deferrable, u.Immediate))
		out = append(out, key{kind: "unique constraint", name: c.name(u), text: text})
	}
	for _, k := range t.Checks {
		out = append(out, key{kind: "check", name: c.name(k), text: c.expression(t, k.Expr)})
	}
	for _, x := range t.Columns {
		if k, ok := c.d.Grammar.TypeCheck(x); ok {
			out = append(out, key{kind: "check", name: c.name(k.Constraint), text: c.typeCheck(x, k)})
		}
	}
	for _, i := range t.Indexes {
		out = append(out, c.index(i))
	}
	return out
}

// name is the name of a constraint as the database has it.
func (c *comparer) name(k schema.Constraint) string {
	name, made, err := schema.NameOf(k)
	if err != nil {
		c.fail(err)
	}
	if made {
		name = c.d.Grammar.FittedName(name)
	}
	return name
}

// typeCheck is the check that comes with the type of a column.
func (c *comparer) typeCheck(col *schema.Column, k compiler.TypeCheck) string {
	list, err := k.List(c.d.Grammar)
	if err != nil {
		c.fail(err)
	}
	return c.sql(c.d.Grammar.Quoting.Quote(col.Name) + " " + list)
}

func timing(deferrable, immediate bool) string {
	switch {
	case !deferrable:
		return ""
	case immediate:
		return " deferrable"
	}
	return " deferrable initially deferred"
}

func (c *comparer) foreignKey(f *schema.ForeignKeyConstraint) string {
	refs, err := f.References()
	if err != nil {
		c.fail(err)
		return ""
	}
	match := strings.ToUpper(f.Match)
	if match == "SIMPLE" {
		match = ""
	}
	return fmt.Sprintf("(%s) to %s (%s) on delete %s on update %s %s%s", names(f.Columns), refs[0].Table.Key(), names(refs),
		c.rules.CanonicalAction(f.OnDelete), c.rules.CanonicalAction(f.OnUpdate), match, timing(f.Deferrable, f.Immediate))
}

// index is an index, or, if it says no more, the unique constraint that it is to some databases.
func (c *comparer) index(i *schema.Index) key {
	columns := make([]string, len(i.Exprs))
	plain := i.Where == nil && (i.Using == "" || strings.EqualFold(i.Using, "btree")) && len(i.Include) == 0
	for n, e := range i.Exprs {
		if ref, ok := e.(*expr.ColumnRef); ok {
			columns[n] = ref.Name
			continue
		}
		columns[n], plain = c.element(i.Table, e), false
	}
	using := strings.ToLower(i.Using)
	if using == "btree" { // what every database makes without a word
		using = ""
	}
	list, name := strings.Join(columns, ", "), c.indexName(i)
	if i.Unique && plain && c.rules.KeysAreIndexes {
		return key{kind: "unique constraint", name: name, text: fmt.Sprintf("(%s) nulls not distinct %v", list, i.NullsNotDistinct)}
	}
	text := fmt.Sprintf("(%s) unique %v using %s include (%s) nulls not distinct %v where %s",
		list, i.Unique, using, names(i.Include), i.NullsNotDistinct, c.expression(i.Table, i.Where))
	return key{kind: "index", name: name, text: text, columns: list}
}

// indexName is the name of an index as the database has it.
func (c *comparer) indexName(i *schema.Index) string {
	name, made, err := i.FullName()
	if err != nil {
		c.fail(err)
	}
	if made {
		name = c.d.Grammar.FittedName(name)
	}
	return name
}

// element is what an index is ordered by. The place of NULL is left out where it is the usual one: behind what ascends, in front of what
// descends.
func (c *comparer) element(t *schema.Table, e expr.Element) string {
	o, ok := e.(*expr.OrderElement)
	if !ok {
		return c.expression(t, e)
	}
	s := c.expression(t, o.X)
	switch {
	case o.Direction == expr.Descending && o.Nulls == expr.NullsLast:
		return s + " desc nulls last"
	case o.Direction == expr.Descending:
		return s + " desc"
	case o.Nulls == expr.NullsFirst:
		return s + " nulls first"
	}
	return s
}

// isBrought tells whether an index is one that the database made for a foreign key.
func isBrought(k key, t *schema.Table) bool {
	return k.kind == "index" && slices.ContainsFunc(t.ForeignKeys, func(f *schema.ForeignKeyConstraint) bool {
		return names(f.Columns) == k.columns
	})
}

// keys compares what has names with what has them, and then the rest with what is left.
func (c *comparer) keys(want, got []key, of *schema.Table) {
	for _, named := range []bool{true, false} {
		for i := 0; i < len(want); i++ {
			w := want[i]
			if named != (w.name != "") {
				continue
			}
			n := slices.IndexFunc(got, func(g key) bool {
				return g.kind == w.kind && (named && g.name == w.name || (!named || g.name == "") && g.text == w.text)
			})
			if n < 0 {
				c.add(strings.TrimSpace(w.kind+" "+w.name), w.text, "")
				continue
			}
			c.same(strings.TrimSpace(w.kind+" "+w.name), w.text, got[n].text)
			got = slices.Delete(got, n, n+1)
		}
	}
	for _, g := range got {
		if c.rules.KeysAreIndexes && isBrought(g, of) {
			continue
		}
		c.add(strings.TrimSpace(g.kind+" "+g.name), "", g.text)
	}
}
