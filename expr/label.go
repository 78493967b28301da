package expr

import "github.com/azoth-orm/azoth/types"

// Label is x AS name.
//
// SQLAlchemy: Label.
type Label struct {
	Base
	X    Element
	Name string
}

func newLabel(b *Base, name string) *Label { return NewLabel(b.Element(), name) }

// NewLabel is x AS name.
func NewLabel(x Element, name string) *Label {
	n := &Label{X: x, Name: name}
	n.self = n
	return n
}

// AppendKey writes the name and what it labels.
func (l *Label) AppendKey(k *Key) {
	k.Tag(TagLabel)
	k.String(l.Name)
	k.Element(l.X)
}

// Children shows what is labelled.
func (l *Label) Children(v *Visitor) { Child(v, &l.X) }

// SQLType is the type of what is labelled.
func (l *Label) SQLType() types.Type { return TypeOf(l.X) }

// Direction is the direction of an [OrderElement].
type Direction uint8

// The directions. Unordered renders nothing.
const (
	Unordered Direction = iota
	Ascending
	Descending
)

// Nulls says where ORDER BY puts NULL.
type Nulls uint8

// Where NULL goes; NullsDefault leaves it to the database.
const (
	NullsDefault Nulls = iota
	NullsFirst
	NullsLast
)

// OrderElement is one element of ORDER BY with a direction.
//
// SQLAlchemy: UnaryExpression of asc, desc, nulls_first, nulls_last.
type OrderElement struct {
	Base
	X         Element
	Direction Direction
	Nulls     Nulls
}

// Order is one element of ORDER BY.
type Order struct{ o *OrderElement }

func newOrder(x Element, d Direction) Order {
	o := &OrderElement{X: x, Direction: d}
	o.self = o
	return Order{o}
}

// OrderOf is the order of any expression, without a direction, for allow lists.
func OrderOf(n Node) Order { return newOrder(ElementOf(n), Unordered) }

func (o Order) sqlOrder() Element { return o.o }

// NullsFirst renders NULLS FIRST. SQLAlchemy: nulls_first.
func (o Order) NullsFirst() Order { return o.nulls(NullsFirst) }

// NullsLast renders NULLS LAST. SQLAlchemy: nulls_last.
func (o Order) NullsLast() Order { return o.nulls(NullsLast) }

func (o Order) nulls(n Nulls) Order {
	c := newOrder(o.o.X, o.o.Direction)
	c.o.Nulls = n
	return c
}

// Reverse is the other direction; NULLs change sides too.
func (o Order) Reverse() Order {
	d := Descending
	if o.o.Direction == Descending {
		d = Ascending
	}
	c := newOrder(o.o.X, d)
	switch o.o.Nulls {
	case NullsFirst:
		c.o.Nulls = NullsLast
	case NullsLast:
		c.o.Nulls = NullsFirst
	}
	return c
}

// AppendKey writes the direction and what is ordered by.
func (o *OrderElement) AppendKey(k *Key) {
	k.Tag(TagOrder)
	k.buf = append(k.buf, byte(o.Direction), byte(o.Nulls))
	k.Element(o.X)
}

// Children shows what is ordered by.
func (o *OrderElement) Children(v *Visitor) { Child(v, &o.X) }

// OrderingElement is the element of an ordering.
func OrderingElement(o Ordering) Element { return o.sqlOrder() }
