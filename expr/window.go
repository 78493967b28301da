package expr

import "github.com/azoth-orm/azoth/types"

// Over is x OVER (PARTITION BY ... ORDER BY ... frame).
//
// SQLAlchemy: Over.
type Over struct {
	Base
	X         Element
	Partition []Element
	Order     []Element
	// Frame is the frame clause, or nil.
	Frame *Frame
}

// Frame is ROWS, RANGE or GROUPS BETWEEN lo AND hi.
type Frame struct {
	Unit   FrameUnit
	Lo, Hi Bound
	// Exclude is which rows of the frame do not count.
	Exclude Exclusion
}

// Exclusion is which rows of a frame do not count.
type Exclusion uint8

// What is excluded: no row, the current row, its peers (the rows that ORDER BY does not tell apart from it) and itself, its peers only.
const (
	ExcludeNone Exclusion = iota
	ExcludeCurrentRow
	ExcludeGroup
	ExcludeTies
	ExcludeNoOthers
)

// FrameUnit is what a frame counts in.
type FrameUnit uint8

// The units of frames.
const (
	FrameRows FrameUnit = iota
	FrameRange
	FrameGroups
)

// Bound is an end of a frame. SQLAlchemy: the rows and range_ arguments of over.
type Bound struct {
	// Kind tells which end; N is the distance of BoundPreceding and BoundFollowing: a Constant, or a Bind of a typed distance.
	Kind BoundKind
	N    Element
}

// BoundKind is a kind of [Bound].
type BoundKind uint8

// The kinds of bounds.
const (
	BoundUnboundedPreceding BoundKind = iota
	BoundPreceding
	BoundCurrentRow
	BoundFollowing
	BoundUnboundedFollowing
)

// UnboundedPreceding is UNBOUNDED PRECEDING.
func UnboundedPreceding() Bound { return Bound{Kind: BoundUnboundedPreceding} }

// Preceding is n PRECEDING.
func Preceding(n int) Bound { return Bound{BoundPreceding, NewConstant(types.Int64Value(int64(n)))} }

// PrecedingBy is v PRECEDING in a RANGE frame: a distance of the type that ORDER BY has, such as a time.Duration before a time.
// SQLAlchemy: FrameClause.
func PrecedingBy[V any](v V) Bound { return Bound{BoundPreceding, ElementOf(Lit(v))} }

// FollowingBy is v FOLLOWING in a RANGE frame. SQLAlchemy: FrameClause.
func FollowingBy[V any](v V) Bound { return Bound{BoundFollowing, ElementOf(Lit(v))} }

// CurrentRow is CURRENT ROW.
func CurrentRow() Bound { return Bound{Kind: BoundCurrentRow} }

// Following is n FOLLOWING.
func Following(n int) Bound { return Bound{BoundFollowing, NewConstant(types.Int64Value(int64(n)))} }

// UnboundedFollowing is UNBOUNDED FOLLOWING.
func UnboundedFollowing() Bound { return Bound{Kind: BoundUnboundedFollowing} }

// AppendKey writes the function and the window.
func (o *Over) AppendKey(k *Key) {
	k.Tag(TagOver)
	k.Element(o.X)
	k.Elements(o.Partition)
	k.Elements(o.Order)
	k.Bool(o.Frame != nil)
	if f := o.Frame; f != nil {
		k.buf = append(k.buf, byte(f.Unit), byte(f.Lo.Kind), byte(f.Hi.Kind), byte(f.Exclude))
		k.Element(f.Lo.N)
		k.Element(f.Hi.N)
	}
}

// Children shows the function and the window.
func (o *Over) Children(v *Visitor) {
	Child(v, &o.X)
	ChildList(v, &o.Partition)
	ChildList(v, &o.Order)
	Part(v, &o.Frame, func(f *Frame) {
		Inner(v, &f.Lo.N)
		Inner(v, &f.Hi.N)
	})
}

// SQLType is the type of the function.
func (o *Over) SQLType() types.Type { return TypeOf(o.X) }

// Window is what follows OVER. Every method returns a new one; the zero Window is OVER ().
type Window struct{ o *Over }

// PartitionBy starts a window: PARTITION BY xs. SQLAlchemy: over(partition_by=...).
func PartitionBy(xs ...Node) Window { return Window{&Over{Partition: elementsOf(xs)}} }

// WindowOrderBy starts a window without PARTITION BY: ORDER BY o. SQLAlchemy: over(order_by=...).
func WindowOrderBy(o ...Ordering) Window { return Window{}.OrderBy(o...) }

func (w Window) copy() Over {
	if w.o == nil {
		return Over{}
	}
	return *w.o
}

// OrderBy adds to ORDER BY. SQLAlchemy: over(order_by=...).
func (w Window) OrderBy(os ...Ordering) Window {
	n := w.copy()
	n.Order = clip(n.Order)
	for _, o := range os {
		n.Order = append(n.Order, o.sqlOrder())
	}
	return Window{&n}
}

// Rows renders ROWS BETWEEN lo AND hi. SQLAlchemy: over(rows=...).
func (w Window) Rows(lo, hi Bound) Window { return w.frame(FrameRows, lo, hi) }

// Range renders RANGE BETWEEN lo AND hi. SQLAlchemy: over(range_=...).
func (w Window) Range(lo, hi Bound) Window { return w.frame(FrameRange, lo, hi) }

// Groups renders GROUPS BETWEEN lo AND hi. SQLAlchemy: over(groups=...).
func (w Window) Groups(lo, hi Bound) Window { return w.frame(FrameGroups, lo, hi) }

func (w Window) frame(u FrameUnit, lo, hi Bound) Window {
	n := w.copy()
	n.Frame = &Frame{Unit: u, Lo: lo, Hi: hi}
	return Window{&n}
}

// Exclude leaves rows out of the frame: EXCLUDE TIES. It follows Rows, Range or Groups; without one of them the frame is the default one.
// SQLAlchemy: over(exclude=...).
func (w Window) Exclude(x Exclusion) Window {
	n := w.copy()
	f := Frame{Unit: FrameRange, Hi: CurrentRow()}
	if n.Frame != nil {
		f = *n.Frame
	}
	f.Exclude = x
	n.Frame = &f
	return Window{&n}
}

// Over makes e a window function. SQLAlchemy: over.
func (e Aggregate[V, R]) Over(w Window) Aggregate[V, R] {
	n := w.copy()
	n.X = e.b.Element()
	n.self = &n
	return MakeAggregate[V, R](&n)
}

// Filter is x FILTER (WHERE condition).
//
// SQLAlchemy: FunctionFilter.
type Filter struct {
	Base
	X, Where Element
}

// AppendKey writes the function and the condition.
func (f *Filter) AppendKey(k *Key) {
	k.Tag(TagFilter)
	k.Element(f.X)
	k.Element(f.Where)
}

// Children shows the function and the condition.
func (f *Filter) Children(v *Visitor) {
	Child(v, &f.X)
	Child(v, &f.Where)
}

// SQLType is the type of the function.
func (f *Filter) SQLType() types.Type { return TypeOf(f.X) }

// Filter renders e FILTER (WHERE p). Without a condition it is e. SQLAlchemy: filter.
func (e Aggregate[V, R]) Filter(p ...Predicate) Aggregate[V, R] {
	where := And(p...).b.Element()
	if where == nil {
		return e
	}
	n := &Filter{X: e.b.Element(), Where: where}
	n.self = n
	return MakeAggregate[V, R](n)
}

// WithinGroup is x WITHIN GROUP (ORDER BY ...).
//
// SQLAlchemy: WithinGroup.
type WithinGroup struct {
	Base
	X     Element
	Order []Element
}

// AppendKey writes the function and the order.
func (g *WithinGroup) AppendKey(k *Key) {
	k.Tag(TagWithinGroup)
	k.Element(g.X)
	k.Elements(g.Order)
}

// Children shows the function and the order.
func (g *WithinGroup) Children(v *Visitor) {
	Child(v, &g.X)
	ChildList(v, &g.Order)
}

// SQLType is the type of the function.
func (g *WithinGroup) SQLType() types.Type { return TypeOf(g.X) }

// WithinGroup renders e WITHIN GROUP (ORDER BY os), for ordered-set functions. SQLAlchemy: within_group.
func (e Aggregate[V, R]) WithinGroup(os ...Ordering) Aggregate[V, R] {
	n := &WithinGroup{X: e.b.Element()}
	for _, o := range os {
		n.Order = append(n.Order, o.sqlOrder())
	}
	n.self = n
	return MakeAggregate[V, R](n)
}
