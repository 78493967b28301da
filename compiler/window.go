package compiler

import "github.com/azoth-orm/azoth/expr"

// writeOver writes f OVER (PARTITION BY ... ORDER BY ... ROWS BETWEEN ... AND ...).
func writeOver(c *Compiler, o *expr.Over) {
	c.Element(o.X)
	c.Write(" OVER (")
	gap := ""
	if len(o.Partition) > 0 {
		c.Write("PARTITION BY ")
		c.List(o.Partition)
		gap = " "
	}
	if len(o.Order) > 0 {
		c.Write(gap + "ORDER BY ")
		c.orderings(o.Order)
		gap = " "
	}
	if o.Frame != nil {
		c.Write(gap)
		c.frame(o.Frame)
	}
	c.Write(")")
}

// frame appends ROWS BETWEEN lo AND hi.
func (c *Compiler) frame(f *expr.Frame) {
	switch f.Unit {
	case expr.FrameRows:
		c.Write("ROWS BETWEEN ")
	case expr.FrameRange:
		c.Write("RANGE BETWEEN ")
	case expr.FrameGroups:
		c.Write("GROUPS BETWEEN ")
	}
	c.bound(f.Lo)
	c.Write(" AND ")
	c.bound(f.Hi)
}

// bound appends an end of a frame.
func (c *Compiler) bound(b expr.Bound) {
	switch b.Kind {
	case expr.BoundUnboundedPreceding:
		c.Write("UNBOUNDED PRECEDING")
	case expr.BoundCurrentRow:
		c.Write("CURRENT ROW")
	case expr.BoundUnboundedFollowing:
		c.Write("UNBOUNDED FOLLOWING")
	case expr.BoundPreceding:
		c.Element(b.N)
		c.Write(" PRECEDING")
	case expr.BoundFollowing:
		c.Element(b.N)
		c.Write(" FOLLOWING")
	}
}

// writeFilter writes f FILTER (WHERE condition).
func writeFilter(c *Compiler, f *expr.Filter) {
	c.Element(f.X)
	c.Write(" FILTER (WHERE ")
	c.Element(f.Where)
	c.Write(")")
}

// writeWithinGroup writes f WITHIN GROUP (ORDER BY ...).
func writeWithinGroup(c *Compiler, g *expr.WithinGroup) {
	c.Element(g.X)
	c.Write(" WITHIN GROUP (ORDER BY ")
	c.orderings(g.Order)
	c.Write(")")
}
