package expr

import (
	"fmt"

	"github.com/azoth-orm/azoth/types"
)

// Function is name(args...).
//
// SQLAlchemy: FunctionElement, func.
type Function struct {
	Base
	Name string
	Args []Element
	// Order is the order in which an aggregate sees its rows: array_agg(x ORDER BY y).
	Order []Element
	// Type is the SQL type of the result, or nil.
	Type types.Type
}

// NewFunction is name(args...). The name is SQL.
func NewFunction(name string, args ...Element) *Function {
	n := &Function{Name: name, Args: args}
	n.self = n
	return n
}

// Call is name(args...) of any expressions.
func Call(name string, args ...Node) *Function { return NewFunction(name, elementsOf(args)...) }

// AppendKey writes name, type and arguments: what the function is compared with gets its type.
func (f *Function) AppendKey(k *Key) {
	k.Tag(TagFunction)
	k.String(f.Name)
	k.SQLType(f.Type)
	k.Elements(f.Args)
	k.Elements(f.Order)
}

// Children shows the arguments and the order.
func (f *Function) Children(v *Visitor) {
	ChildList(v, &f.Args)
	ChildList(v, &f.Order)
}

// ordered is e, an aggregate function, with more of an order of its rows. What is no function any more, because it has a FILTER or a window
// already, is an error.
func ordered(e Element, os []Ordering) Node {
	f, ok := e.(*Function)
	if !ok {
		return NewLazy(func() (Element, error) {
			return nil, fmt.Errorf("expr: the ORDER BY of an aggregate belongs to its call (say OrderBy before Filter, Over and As)")
		})
	}
	n := *f
	n.self = &n
	n.Order = clip(n.Order)
	for _, o := range os {
		n.Order = append(n.Order, o.sqlOrder())
	}
	return &n
}

// SQLType is the type of the result.
func (f *Function) SQLType() types.Type { return f.Type }

// Aggregate is the result of an aggregate or window function.
type Aggregate[V, R any] struct{ ops[V, R] }

// MakeAggregate gives a node the methods of an aggregate function.
func MakeAggregate[V, R any](n Node) Aggregate[V, R] { return Aggregate[V, R]{typed[V, R](n)} }

func (e Aggregate[V, R]) sqlNumeric() {}

// OrderBy orders the rows that the aggregate sees: string_agg(x, ?  ORDER BY os). It comes before Filter and Over.
// SQLAlchemy: aggregate_order_by.
func (e Aggregate[V, R]) OrderBy(os ...Ordering) Aggregate[V, R] {
	return MakeAggregate[V, R](ordered(e.b.Element(), os))
}

// As labels e. SQLAlchemy: label.
func (e Aggregate[V, R]) As(label string) Aggregate[V, R] {
	return MakeAggregate[V, R](newLabel(e.b, label))
}

// Coalesce renders coalesce(e, ?), which is not NULL. SQLAlchemy: func.coalesce.
func (e Aggregate[V, R]) Coalesce(v V) Number[V, V] {
	return MakeNumber[V, V](coalesce(e.b, types.ValueOf(v)))
}

// NotNull says that e is not NULL here, because its group has a row: it is read as a V, and a NULL is an error.
func (e Aggregate[V, R]) NotNull() Number[V, V] { return Number[V, V]{ops[V, V]{e.b}} }

// Nullable says that e may be NULL here: it is read as a *V.
func (e Aggregate[V, R]) Nullable() Number[V, *V] { return Number[V, *V]{ops[V, *V]{e.b}} }

// Star is *, alone or in count(*).
type Star struct{ Base }

// NewStar is *.
func NewStar() *Star {
	n := &Star{}
	n.self = n
	return n
}

// AppendKey writes a mark.
func (*Star) AppendKey(k *Key) { k.Tag(TagStar) }

// Children shows nothing.
func (*Star) Children(*Visitor) {}

// Collate is x COLLATE name.
//
// SQLAlchemy: collate.
type Collate struct {
	Base
	X    Element
	Name string
	// Schema is where the collation is; "" where the database looks for it.
	Schema string
}

func newCollate(x Element, name string) *Collate {
	n := &Collate{X: x, Name: name}
	n.self = n
	return n
}

// AppendKey writes the collation's name and the operand.
func (c *Collate) AppendKey(k *Key) {
	k.Tag(TagCollate)
	k.String(c.Name)
	k.String(c.Schema)
	k.Element(c.X)
}

// Children shows the operand.
func (c *Collate) Children(v *Visitor) { Child(v, &c.X) }
