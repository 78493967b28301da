package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// Join conditions from foreign keys. Between two FROM elements, tables or what is made of tables, every foreign key whose columns
// are on one side and whose target columns are on the other is a way to join them.

// link is a foreign key between two FROM elements: pairs of a referenced and a referencing column.
type link struct {
	key   *schema.ForeignKeyConstraint
	pairs []expr.Element
}

// foreignKeyCondition is referenced = referencing for the only foreign key between left and right. A join on the left side is asked
// for what was joined last first, as a reader of a chain of joins expects.
func foreignKeyCondition(left, right expr.FromElement) ([]expr.Element, error) {
	links := linksBetween(left, right)
	if j, ok := left.(*join); ok && len(links) > 1 {
		if last := linksBetween(j.right, right); len(last) > 0 {
			links = last
		}
	}
	if len(links) == 1 {
		return links[0].pairs, nil
	}
	err := &JoinError{Target: fromLabel(right), Left: describe(left)}
	for _, l := range links {
		err.Keys = append(err.Keys, l.key.Table.Key()+" → "+l.key.Target())
	}
	return nil, err
}

// linked tells whether a foreign key leads from one side to the other.
func linked(left, right expr.FromElement) bool { return len(linksBetween(left, right)) > 0 }

// linksBetween are the foreign keys between two FROM elements, in both directions: those of right first, for what is joined
// usually references.
func linksBetween(left, right expr.FromElement) []link {
	l, r := originsOf(left), originsOf(right)
	links := l.references(r, nil)
	return r.references(l, links)
}

// origins are the columns of a FROM element by the columns of tables that they stand for.
type origins struct {
	column map[*schema.Column]*expr.ColumnRef
	tables []*schema.Table
}

// originsOf finds the columns of tables behind the columns of f. Of a column that f offers twice the first one counts.
func originsOf(f expr.FromElement) origins {
	o := origins{column: map[*schema.Column]*expr.ColumnRef{}}
	seen := map[*schema.Table]bool{}
	for _, c := range f.FromColumns() {
		origin := originOf(c)
		if origin == nil || o.column[origin] != nil {
			continue
		}
		o.column[origin] = c
		if !seen[origin.Table] {
			seen[origin.Table] = true
			o.tables = append(o.tables, origin.Table)
		}
	}
	return o
}

// originOf is the table's column behind a column, also of a subquery.
func originOf(c *expr.ColumnRef) *schema.Column {
	if origin := schema.OriginOf(c); origin != nil {
		return origin
	}
	switch of := c.Of.(type) {
	case *expr.ColumnRef:
		return originOf(of)
	case *expr.Label:
		if x, ok := of.X.(*expr.ColumnRef); ok {
			return originOf(x)
		}
	}
	return nil
}

// references adds the foreign keys of o that lead to target.
func (o origins) references(target origins, links []link) []link {
	for _, t := range o.tables {
		for _, key := range t.ForeignKeys {
			if pairs := o.pairs(key, target); pairs != nil {
				links = append(links, link{key, pairs})
			}
		}
	}
	return links
}

// pairs are the conditions of one foreign key; nil if a column of it is missing on either side.
func (o origins) pairs(key *schema.ForeignKeyConstraint, target origins) []expr.Element {
	refs, err := key.References()
	if err != nil {
		return nil
	}
	var out []expr.Element
	for i, ref := range refs {
		from, to := o.column[key.Columns[i]], target.column[ref]
		if from == nil || to == nil {
			return nil
		}
		out = append(out, expr.NewBinary(expr.OpEq, to, from))
	}
	return out
}
