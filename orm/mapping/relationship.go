package mapping

import (
	"reflect"
	"slices"
	"unsafe"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/rowplan"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// Direction is the way that a relationship's foreign key points.
type Direction uint8

// The directions. A one-to-one is OneToMany with a single element on the side without the foreign key.
const (
	OneToMany Direction = iota
	ManyToOne
	ManyToMany
)

// String is the name of the direction.
func (d Direction) String() string {
	return [...]string{"one-to-many", "many-to-one", "many-to-many"}[d]
}

// Cascade says what an object's fate means for the objects that it refers to.
//
// SQLAlchemy: relationship.cascade.
type Cascade uint8

// The cascades. SaveUpdate and Merge are on unless a definition says otherwise.
const (
	CascadeSaveUpdate Cascade = 1 << iota
	CascadeMerge
	CascadeDelete
	CascadeDeleteOrphan
	CascadeExpunge
	CascadeRefreshExpire
	// CascadeAll is everything but DeleteOrphan.
	CascadeAll = CascadeSaveUpdate | CascadeMerge | CascadeDelete | CascadeExpunge | CascadeRefreshExpire
	// CascadeNone is nothing at all.
	CascadeNone Cascade = 1 << 7
)

// PassiveDeletes says how far a flush leaves children to the database when it deletes their parent.
type PassiveDeletes uint8

// The values of PassiveDeletes: load and handle all children; handle loaded ones only; touch none.
const (
	PassiveNone PassiveDeletes = iota
	PassiveLoaded
	PassiveAll
)

// Relationship is a mapped reference: a field that holds another entity's objects.
//
// SQLAlchemy: RelationshipProperty.
type Relationship struct {
	// Name is the Go field, Index its place in the parent's relationships.
	Name   string
	Index  int
	Parent *Mapper
	Target *Mapper
	// TargetType finds Target when the registry is configured.
	TargetType reflect.Type
	Direction  Direction
	// Many tells whether the field is a collection.
	Many bool
	// Pairs are the columns that the join compares. Of a one-to-many and a many-to-one: the key and the foreign key.
	Pairs []Pair
	// Secondary is the link table of a many-to-many; Pairs then join the parent, TargetPairs the target.
	Secondary   *schema.Table
	TargetPairs []Pair
	// Back is the relationship in the other direction, if both are kept in step.
	Back *Relationship
	// Cascade, OrderBy and the rest are what the definition says.
	Cascade        Cascade
	OrderBy        []expr.Element
	ViewOnly       bool
	PassiveDeletes PassiveDeletes
	PostUpdate     bool
	// ForeignKey names the columns of the foreign key to follow, where there are several.
	ForeignKey []*expr.ColumnRef
	// On are the conditions that the definition adds.
	On []expr.Element
	// BackName is said by the definition; Configure resolves it.
	BackName *Relationship

	reference     rowplan.Reference
	foreign, keys []*Property
}

// Pair is a key column and the foreign key column that refers to it. For a many-to-many the foreign key is the link table's.
type Pair struct {
	Key, Foreign *schema.Column
}

// NewRelationship is a relationship of the field f of parent.
func NewRelationship(parent *Mapper, f reflect.StructField, offset uintptr, target reflect.Type) *Relationship {
	r := &Relationship{
		Name: f.Name, Index: len(parent.Relationships), Parent: parent, TargetType: target,
		Many: f.Type.Kind() == reflect.Slice, Cascade: CascadeSaveUpdate | CascadeMerge,
		reference: rowplan.NewReference(f.Type, offset),
	}
	parent.Relationships = append(parent.Relationships, r)
	return r
}

// String is the relationship's Go name: User.Addresses.
func (r *Relationship) String() string { return r.Parent.Name + "." + r.Name }

// Has tells whether the cascade c is on.
func (r *Relationship) Has(c Cascade) bool { return r.Cascade&c != 0 }

// Child is the mapper on the side of the foreign key, Holder the one that it refers to. Not for a many-to-many.
func (r *Relationship) Child() *Mapper {
	if r.Direction == ManyToOne {
		return r.Parent
	}
	return r.Target
}

// Holder is the mapper that the foreign key refers to. Not for a many-to-many.
func (r *Relationship) Holder() *Mapper {
	if r.Direction == ManyToOne {
		return r.Target
	}
	return r.Parent
}

// ForeignProperties are the child's properties of the foreign key, in the order of Pairs; nil in it for an unmapped column. The slice
// is shared.
func (r *Relationship) ForeignProperties() []*Property { return r.foreign }

// KeyProperties are the holder's properties that the foreign key refers to. The slice is shared.
func (r *Relationship) KeyProperties() []*Property { return r.keys }

// freeze finds the properties of the foreign key and of what it refers to.
func (r *Relationship) freeze() {
	if r.Direction == ManyToMany {
		return
	}
	for _, p := range r.Pairs {
		r.foreign = append(r.foreign, r.Child().Property(&p.Foreign.ColumnRef))
		r.keys = append(r.keys, r.Holder().Property(&p.Key.ColumnRef))
	}
}

// RefersToKey tells whether the foreign key refers to exactly the holder's primary key, in its order, so that the identity map
// can answer it.
func (r *Relationship) RefersToKey() bool {
	key := r.Holder().Table.PrimaryKey.Columns
	if len(key) != len(r.Pairs) {
		return false
	}
	for i, p := range r.Pairs {
		if p.Key != key[i] {
			return false
		}
	}
	return true
}

// SameLink tells whether r and o are the two ends of one foreign key.
func (r *Relationship) SameLink(o *Relationship) bool {
	if r.Direction == ManyToMany || o.Direction == ManyToMany {
		return r.Secondary != nil && r.Secondary == o.Secondary
	}
	return r.Child() == o.Child() && r.Holder() == o.Holder() && slices.Equal(r.Pairs, o.Pairs)
}

// Links are the foreign keys of m that relationships follow: of each the relationship that stands for it, the collection if there
// is one.
func (m *Mapper) Links() []*Relationship { return m.links }

// ForeignValues are the values of the foreign key in a child's fields; ok is false if one is NULL or not mapped.
func (r *Relationship) ForeignValues(child unsafe.Pointer) (vs []types.Value, ok bool) {
	for _, p := range r.ForeignProperties() {
		if p == nil {
			return nil, false
		}
		v := p.Field.Value(child)
		if v.IsNull() {
			return nil, false
		}
		vs = append(vs, v)
	}
	return vs, true
}
