package expr

import "github.com/azoth-orm/azoth/types"

// In is x IN (values) or x NOT IN (values). Lists of up to 16 values, and of more than 10,000, keep their length in the SQL;
// others are padded to one of a few lengths by repeating the last value, so that few texts are compiled.
//
// SQLAlchemy: in_, with an expanding bind parameter.
type In struct {
	Base
	Op Op // OpIn or OpNotIn
	X  Element
	// List stands for the values: the compiler renders it Width times.
	List Bind
	// Values are the values, padded. Tuples are row by row.
	Values []types.Value
	// Columns is the number of columns of X: 1, or that of a tuple.
	Columns int
	// Param gives the values when the statement runs, in place of Values; nil if they are known.
	Param *ListParam
}

func inValues(b *Base, op Op, vs []types.Value) Bool { return boolOf(newIn(b, op, vs, 1)) }

func newIn(b *Base, op Op, vs []types.Value, columns int) *In {
	n := &In{Op: op, X: b.Element(), Values: pad(vs, columns), Columns: columns}
	n.self = n
	n.List.self = &n.List
	return n
}

// NewIn is x IN (vs), for callers that have elements: loader strategies.
func NewIn(x Node, vs []types.Value) *In { return newIn(x.sqlNode(), OpIn, vs, 1) }

// AppendKey writes the length of the list and hands the values over.
func (n *In) AppendKey(k *Key) {
	k.Tag(TagIn)
	k.buf = append(k.buf, byte(n.Op))
	k.Uint(uint64(n.Columns))
	values := n.Values
	if n.Param != nil {
		values = n.Param.values(k, n.Columns)
	}
	k.Uint(uint64(len(values)))
	k.Element(n.X)
	k.BindList(&n.List, values)
	if n.Param != nil {
		k.text(&n.List, values)
	}
}

// Children shows the left side.
func (n *In) Children(v *Visitor) { Child(v, &n.X) }

// buckets are the lengths that longer lists are padded to.
var buckets = [...]int{32, 64, 100, 500}

// pad repeats the last row of vs until the number of rows is one of few.
func pad(vs []types.Value, columns int) []types.Value {
	rows := len(vs) / columns
	want := bucket(rows)
	if want == rows {
		return vs
	}
	out := make([]types.Value, 0, want*columns)
	out = append(out, vs...)
	for range want - rows {
		out = append(out, vs[len(vs)-columns:]...)
	}
	return out
}

// longest is the number of rows up to which lists are padded: beyond it the limit of parameters may be near.
const longest = 10_000

func bucket(rows int) int {
	if rows <= 16 || rows > longest {
		return rows
	}
	for _, b := range buckets {
		if rows <= b {
			return b
		}
	}
	return (rows + 499) / 500 * 500
}

// Between is x BETWEEN lo AND hi.
//
// SQLAlchemy: between.
type Between struct {
	Base
	Op        Op // OpBetween or OpNotBetween
	X, Lo, Hi Element
	// Symmetric says that the bounds may come in any order.
	Symmetric bool
}

func between(b *Base, op Op, lo, hi types.Value) Bool {
	n := &Between{Op: op, X: b.Element(), Lo: NewBind(lo), Hi: NewBind(hi)}
	n.self = n
	return boolOf(n)
}

// BetweenOf renders x BETWEEN lo AND hi for expressions.
func BetweenOf[V any](x, lo, hi Of[V]) Bool {
	n := &Between{Op: OpBetween, X: ElementOf(x), Lo: ElementOf(lo), Hi: ElementOf(hi)}
	n.self = n
	return boolOf(n)
}

// symmetric is b with bounds in any order.
func symmetric(b Bool) Bool {
	b.b.Element().(*Between).Symmetric = true
	return b
}

// BetweenSymmetricOf renders x BETWEEN SYMMETRIC lo AND hi for expressions.
func BetweenSymmetricOf[V any](x, lo, hi Of[V]) Bool { return symmetric(BetweenOf(x, lo, hi)) }

// AppendKey writes the three operands.
func (n *Between) AppendKey(k *Key) {
	k.Tag(TagBetween)
	k.buf = append(k.buf, byte(n.Op))
	k.Element(n.X)
	k.Element(n.Lo)
	k.Element(n.Hi)
	k.Bool(n.Symmetric)
}

// Children shows the three operands.
func (n *Between) Children(v *Visitor) {
	Child(v, &n.X)
	Child(v, &n.Lo)
	Child(v, &n.Hi)
}
