package mapping

import (
	"fmt"
	"slices"
	"strings"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// How the join condition of a relationship is found
//
// With a secondary table: its foreign keys to the parent and to the target; several or none to one side is an error. Without: the
// foreign keys from the target's table to the parent's make it one-to-many, those from the parent's to the target's many-to-one.
// The Go field decides between the two where the tables leave a choice (a tree has one foreign key that can be read both ways): a
// slice is the side without the foreign key, a pointer is the side with it. If several foreign keys remain, the definition must
// name one; nothing is guessed.

// resolve finds direction and columns.
func (r *Relationship) resolve() error {
	if r.Secondary != nil {
		return r.resolveSecondary()
	}
	toMany := r.candidates(r.Target.Table, r.Parent.Table)
	toOne := r.candidates(r.Parent.Table, r.Target.Table)
	switch {
	case r.Many:
		return r.choose(OneToMany, toMany)
	case len(toOne) > 0:
		return r.choose(ManyToOne, toOne)
	default:
		return r.choose(OneToMany, toMany)
	}
}

// candidates are the foreign keys from child to holder that the definition allows.
func (r *Relationship) candidates(child, holder *schema.Table) []*schema.ForeignKeyConstraint {
	var out []*schema.ForeignKeyConstraint
	for _, fk := range child.ForeignKeys {
		if refTable(fk) == holder && r.allows(fk) {
			out = append(out, fk)
		}
	}
	return out
}

func (r *Relationship) allows(fk *schema.ForeignKeyConstraint) bool {
	for _, c := range r.ForeignKey {
		if !slices.ContainsFunc(fk.Columns, func(x *schema.Column) bool { return &x.ColumnRef == c }) {
			return false
		}
	}
	return true
}

func (r *Relationship) choose(d Direction, fks []*schema.ForeignKeyConstraint) error {
	switch len(fks) {
	case 0:
		return misfit(r.Parent.Name, r.Name, "no foreign key between %s and %s (declare one with t.ForeignKey, or name a link table with Secondary)",
			r.Parent.Table.Name, r.Target.Table.Name)
	case 1:
		r.Direction = d
		r.Pairs = pairsOf(fks[0])
		return nil
	}
	return misfit(r.Parent.Name, r.Name, "%d foreign keys lead from %s to %s: %s (say which with t.Relation(…).ForeignKey(column))",
		len(fks), fks[0].Table.Name, refTable(fks[0]).Name, describeKeys(fks))
}

// refTable is the table that a foreign key references; MetaData.Resolve has checked that there is one.
func refTable(fk *schema.ForeignKeyConstraint) *schema.Table {
	t, _ := fk.RefTable()
	return t
}

func describeKeys(fks []*schema.ForeignKeyConstraint) string {
	var out []string
	for _, fk := range fks {
		var names []string
		for _, c := range fk.Columns {
			names = append(names, c.Name)
		}
		out = append(out, "("+strings.Join(names, ", ")+")")
	}
	return strings.Join(out, " and ")
}

func pairsOf(fk *schema.ForeignKeyConstraint) []Pair {
	var out []Pair
	refs, _ := fk.References() // MetaData.Resolve has checked it
	for i, c := range fk.Columns {
		out = append(out, Pair{Key: refs[i], Foreign: c})
	}
	return out
}

func (r *Relationship) resolveSecondary() error {
	r.Direction = ManyToMany
	if !r.Many {
		return misfit(r.Parent.Name, r.Name, "a relationship with a link table is a collection (make the field a []*%s)", r.Target.Name)
	}
	own := r.candidates(r.Secondary, r.Parent.Table)
	far := r.candidates(r.Secondary, r.Target.Table)
	if r.Parent == r.Target {
		return r.resolveSelfSecondary(own)
	}
	if len(own) != 1 || len(far) != 1 {
		return misfit(r.Parent.Name, r.Name, "the link table %s needs one foreign key to %s and one to %s, it has %d and %d",
			r.Secondary.Name, r.Parent.Table.Name, r.Target.Table.Name, len(own), len(far))
	}
	r.Pairs, r.TargetPairs = pairsOf(own[0]), pairsOf(far[0])
	return nil
}

// resolveSelfSecondary takes the first foreign key for the parent's side; ForeignKey turns that round.
func (r *Relationship) resolveSelfSecondary([]*schema.ForeignKeyConstraint) error {
	var all []*schema.ForeignKeyConstraint
	for _, fk := range r.Secondary.ForeignKeys {
		if refTable(fk) == r.Parent.Table {
			all = append(all, fk)
		}
	}
	if len(all) != 2 {
		return misfit(r.Parent.Name, r.Name, "the link table %s needs two foreign keys to %s, it has %d", r.Secondary.Name, r.Parent.Table.Name, len(all))
	}
	if !r.allows(all[0]) {
		all[0], all[1] = all[1], all[0]
	}
	r.Pairs, r.TargetPairs = pairsOf(all[0]), pairsOf(all[1])
	return nil
}

// checkOwner refuses a relationship whose children could only be left with a broken foreign key.
func (r *Relationship) checkOwner() error {
	if r.Direction != OneToMany || r.ViewOnly || r.Has(CascadeDelete) || r.PassiveDeletes != PassiveNone {
		return nil
	}
	for _, c := range r.Clearable() {
		if !c.Nullable {
			return misfit(r.Parent.Name, r.Name, "%s.%s is NOT NULL, so a %s that leaves its %s cannot stay (say Cascade(orm.CascadeAll, orm.CascadeDeleteOrphan), or PassiveDeletes)",
				c.Table.Name, c.Name, r.Target.Name, r.Parent.Name)
		}
	}
	if len(r.Clearable()) == 0 {
		return misfit(r.Parent.Name, r.Name, "the foreign key is part of the primary key of %s, so a %s that leaves its %s cannot stay (say Cascade(orm.CascadeAll, orm.CascadeDeleteOrphan), or PassiveDeletes)",
			r.Target.Table.Name, r.Target.Name, r.Parent.Name)
	}
	return nil
}

// Clearable are the foreign key columns that become NULL when a child loses its parent: those that are neither in the child's
// primary key nor in another foreign key.
func (r *Relationship) Clearable() []*schema.Column {
	var out []*schema.Column
	for _, p := range r.Pairs {
		if !p.Foreign.PrimaryKey && countForeignKeys(p.Foreign) == 1 {
			out = append(out, p.Foreign)
		}
	}
	return out
}

func countForeignKeys(c *schema.Column) (n int) {
	for _, fk := range c.Table.ForeignKeys {
		if slices.Contains(fk.Columns, c) {
			n++
		}
	}
	return n
}

// Steps is a join from parent to target along r: one, or two by way of the link table. The conditions that a caller adds go on the
// last of them.
func (r *Relationship) Steps(parent, target expr.FromElement, link expr.FromElement) []expr.JoinStep {
	if r.Direction != ManyToMany {
		return []expr.JoinStep{{Left: parent, Right: target, On: r.On2(parent, target)}}
	}
	return []expr.JoinStep{
		{Left: parent, Right: link, On: compareAll(r.Pairs, parent, link)},
		{Left: link, Right: target, On: r.withOn(compareAll(r.TargetPairs, target, link))},
	}
}

// On2 is the join condition between parent and target: key = foreign key.
func (r *Relationship) On2(parent, target expr.FromElement) expr.Element {
	if r.Direction == ManyToOne {
		return r.withOn(compareAll(r.Pairs, target, parent))
	}
	return r.withOn(compareAll(r.Pairs, parent, target))
}

// withOn adds the definition's own conditions.
func (r *Relationship) withOn(e expr.Element) expr.Element {
	return Conjunction(append([]expr.Element{e}, r.On...)...)
}

// compareAll is key = foreign AND …, with the keys of one FROM element and the foreign keys of another.
func compareAll(pairs []Pair, holder, child expr.FromElement) expr.Element {
	var out []expr.Element
	for _, p := range pairs {
		out = append(out, expr.NewBinary(expr.OpEq, ColumnOn(p.Key, holder), ColumnOn(p.Foreign, child)))
	}
	return Conjunction(out...)
}

// ColumnOn is c of a FROM element that stands for its table.
func ColumnOn(c *schema.Column, from expr.FromElement) *expr.ColumnRef {
	if c.From == from {
		return &c.ColumnRef
	}
	if x := expr.Corresponding(from, &c.ColumnRef); x != nil {
		return x
	}
	return c.ColumnRef.On(from)
}

// Conjunction is es joined by AND; nil for none.
func Conjunction(es ...expr.Element) expr.Element {
	kept := es[:0:0]
	for _, e := range es {
		if l, ok := e.(*expr.List); ok && l.Op == expr.OpAnd {
			kept = append(kept, l.Xs...)
		} else if e != nil {
			kept = append(kept, e)
		}
	}
	switch len(kept) {
	case 0:
		return nil
	case 1:
		return kept[0]
	}
	return expr.NewList(expr.OpAnd, kept)
}

// String describes a pair for messages.
func (p Pair) String() string {
	return fmt.Sprintf("%s.%s = %s.%s", p.Key.Table.Name, p.Key.Name, p.Foreign.Table.Name, p.Foreign.Name)
}

// Criterion selects the targets of a parent whose columns have the values vs: ? = foreign key, or key = ? of a many-to-one.
func (r *Relationship) Criterion(vs []types.Value, target expr.FromElement) expr.Element {
	var out []expr.Element
	for i, p := range r.Pairs {
		bind := expr.NewBind(vs[i])
		switch r.Direction {
		case OneToMany:
			out = append(out, expr.NewBinary(expr.OpEq, bind, ColumnOn(p.Foreign, target)))
		case ManyToOne:
			out = append(out, expr.NewBinary(expr.OpEq, ColumnOn(p.Key, target), bind))
		case ManyToMany:
			out = append(out, expr.NewBinary(expr.OpEq, bind, &p.Foreign.ColumnRef))
		}
	}
	if r.Direction == ManyToMany {
		out = append(out, compareAll(r.TargetPairs, target, r.Secondary))
	}
	return Conjunction(append(out, r.On...)...)
}
