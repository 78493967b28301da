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
		if !c.grammar.Features.FrameGroups {
			c.Fail(&UnsupportedError{c.grammar.Name, &expr.Over{}, "it has no GROUPS in the frame of a window (use Rows, or Range over dense_rank())"})
			return
		}
		c.Write("GROUPS BETWEEN ")
	}
	if !c.grammar.Features.FrameRange && f.Unit == expr.FrameRange && (counts(f.Lo) || counts(f.Hi)) {
		c.Fail(&UnsupportedError{c.grammar.Name, &expr.Over{}, "RANGE counts nothing in the frame of a window there (use Rows, or a correlated subquery)"})
		return
	}
	c.bound(f.Lo)
	c.Write(" AND ")
	c.bound(f.Hi)
	c.exclude(f.Exclude)
}

var exclusions = map[expr.Exclusion]string{
	expr.ExcludeCurrentRow: "CURRENT ROW", expr.ExcludeGroup: "GROUP", expr.ExcludeTies: "TIES", expr.ExcludeNoOthers: "NO OTHERS",
}

// exclude appends EXCLUDE and which rows.
func (c *Compiler) exclude(x expr.Exclusion) {
	if x == expr.ExcludeNone {
		return
	}
	if !c.grammar.Features.FrameExclude {
		c.Fail(&UnsupportedError{c.grammar.Name, &expr.Over{}, "it has no EXCLUDE in the frame of a window (take the row away from the result)"})
		return
	}
	c.Write(" EXCLUDE " + exclusions[x])
}

// counts tells whether an end of a frame is a number away.
func counts(b expr.Bound) bool {
	return b.Kind == expr.BoundPreceding || b.Kind == expr.BoundFollowing
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
	if !c.grammar.Features.Aggregates.Filter {
		c.Fail(&UnsupportedError{c.grammar.Name, f, "it has no FILTER (aggregate a CASE: fn.Sum(azoth.Case…))"})
		return
	}
	c.Element(f.X)
	c.Write(" FILTER (WHERE ")
	c.Element(f.Where)
	c.Write(")")
}

// writeWithinGroup writes f WITHIN GROUP (ORDER BY ...).
func writeWithinGroup(c *Compiler, g *expr.WithinGroup) {
	if !c.grammar.Features.Aggregates.OrderedSet {
		c.Fail(&UnsupportedError{c.grammar.Name, g, "it has no WITHIN GROUP (number the rows with row_number() in a subquery)"})
		return
	}
	c.Element(g.X)
	c.Write(" WITHIN GROUP (ORDER BY ")
	c.orderings(g.Order)
	c.Write(")")
}
