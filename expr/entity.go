package expr

// Entity is what the mapping of a struct tells the layers below: which columns an object is made of. Package orm/mapping
// implements it; the engine reads objects by it without knowing what a mapping is.
type Entity interface {
	// EntityName is the Go name of the entity, for messages.
	EntityName() string
	// EntityColumns are the columns of the entity's table that an object is loaded from, in order.
	EntityColumns() []*ColumnRef
}

// EntityRef is an entity in a SELECT list: all its columns, of its table or of an alias.
type EntityRef struct {
	Base
	Entity Entity
	// From is where the columns come from: the entity's table, an alias of it, a subquery.
	From FromElement
	// Options are loader options that belong to this entity.
	Options []LoadSpec
}

// NewEntityRef is the entity e read from f.
func NewEntityRef(e Entity, f FromElement) *EntityRef {
	n := &EntityRef{Entity: e, From: f}
	n.self = n
	return n
}

// WithOptions is e with more loader options.
func (e *EntityRef) WithOptions(o ...LoadSpec) *EntityRef {
	n := NewEntityRef(e.Entity, e.From)
	n.Options = append(append([]LoadSpec(nil), e.Options...), o...)
	return n
}

// Columns are the entity's columns, of its FROM element.
func (e *EntityRef) Columns() []*ColumnRef {
	cs := e.Entity.EntityColumns()
	if len(cs) > 0 && cs[0].From == e.From {
		return cs
	}
	out := make([]*ColumnRef, len(cs))
	for i, c := range cs {
		out[i] = e.Column(c)
	}
	return out
}

// Column is c, a column of the entity's table, of e's FROM element.
func (e *EntityRef) Column(c *ColumnRef) *ColumnRef {
	if c.From == e.From {
		return c
	}
	if n := Corresponding(e.From, c); n != nil {
		return n
	}
	return c.On(e.From)
}

// AppendKey writes the FROM element and the options.
func (e *EntityRef) AppendKey(k *Key) {
	k.Tag(TagEntity)
	k.Element(e.From)
	appendOptions(k, e.Options)
}

// Children shows the FROM element, and the columns, which follow from it.
func (e *EntityRef) Children(v *Visitor) {
	Inner(v, &e.From)
	v.implied(e.Columns())
}

// Source makes the struct that embeds it an [Item] and a [From]; orm.Entity is built on it.
type Source[R any] struct{ ref *EntityRef }

// SetSource says what s reads.
func SetSource[R any](s *Source[R], ref *EntityRef) { s.ref = ref }

// SourceOf is what s reads.
func SourceOf[R any](s *Source[R]) *EntityRef { return s.ref }

// MakeSource is an item that reads ref.
func MakeSource[R any](ref *EntityRef) Source[R] { return Source[R]{ref} }

func (s Source[R]) sqlItem(R) *Base       { return &s.ref.Base }
func (s Source[R]) sqlFrom() FromElement  { return s.ref.From }
func (s Source[R]) sqlTarget() JoinTarget { return JoinTarget{From: s.ref.From} }

// LoadSpec is a loader option, its types forgotten. Package orm makes them; the engine hands them to the loader.
type LoadSpec interface {
	// AppendKey writes what changes the SQL or the row plan.
	AppendKey(k *Key)
}

// LoadOption says how a SELECT of R loads R's relationships and columns. Package orm makes them.
type LoadOption[R any] struct{ Spec LoadSpec }

// OptionSpecs are the specs of typed options.
func OptionSpecs[R any](os []LoadOption[R]) []LoadSpec {
	out := make([]LoadSpec, 0, len(os))
	for _, o := range os {
		if o.Spec != nil {
			out = append(out, o.Spec)
		}
	}
	return out
}

func appendOptions(k *Key, os []LoadSpec) {
	k.Uint(uint64(len(os)))
	for _, o := range os {
		o.AppendKey(k)
	}
}

// Relation is embedded by relations, which live in package orm, to make them a [Target].
type Relation struct{ Path JoinPath }

func (r Relation) sqlTarget() JoinTarget { return JoinTarget{Path: r.Path} }
