package compiler

import (
	"strings"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// writeFunction writes name(args...).
func writeFunction(c *Compiler, f *expr.Function) {
	if rule := c.grammar.Functions[strings.ToLower(f.Name)]; rule != nil {
		rule(c, f)
	} else {
		c.Call(f.Name, f)
	}
	c.orderBehind(f)
}

// Call appends name(arguments of f). Rules of functions that only have another name call it.
func (c *Compiler) Call(name string, f *expr.Function) {
	for i, part := range strings.Split(name, ".") {
		if i > 0 {
			c.Write(".")
		}
		c.Write(c.grammar.Quoting.Phrase(part))
	}
	c.Parenthesized(func() { c.arguments(f) })
}

// arguments appends the arguments; a bind among them is named after the function.
func (c *Compiler) arguments(f *expr.Function) {
	for i, a := range f.Args {
		c.separate(i)
		if b, ok := c.resolve(a).(*expr.Bind); ok {
			ref := BindRef{Type: b.Type, Name: c.bindName(b, f)}
			if ref.Type == nil && types.Storage(f.Type) != f.Type { // a function that keeps a type of the program: coalesce, max
				ref.Type = f.Type
			}
			c.bindAs(b, ref)
			continue
		}
		c.Operand(a, expr.OpComma)
	}
	c.OrderInside(f)
}

// OrderInside appends the order of an aggregate that stands inside of its call, for rules that write the arguments themselves.
func (c *Compiler) OrderInside(f *expr.Function) {
	if len(f.Order) > 0 && c.grammar.Features.Aggregates.Order == AggregateOrderInside {
		c.Write(" ORDER BY ")
		c.orderings(f.Order)
	}
}

// Aggregates is what aggregate functions can do.
type Aggregates struct {
	// Filter says that there is FILTER (WHERE ...), OrderedSet that there is WITHIN GROUP (ORDER BY ...).
	Filter, OrderedSet bool
	// Order is where the order of an aggregate's rows stands.
	Order AggregateOrder
}

// AggregateOrder is where the order of the rows of an aggregate stands.
type AggregateOrder uint8

// Where the order of the rows of an aggregate stands.
const (
	// AggregateOrderInside is f(x ORDER BY y).
	AggregateOrderInside AggregateOrder = iota
	// AggregateOrderBehind is f(x) WITHIN GROUP (ORDER BY y).
	AggregateOrderBehind
	// AggregateOrderNone says that aggregates have no order.
	AggregateOrderNone
)

// orderBehind appends the order of an aggregate that stands behind its call.
func (c *Compiler) orderBehind(f *expr.Function) {
	switch {
	case len(f.Order) == 0:
	case c.grammar.Features.Aggregates.Order == AggregateOrderNone:
		c.Fail(&UnsupportedError{c.grammar.Name, f, "its aggregates have no ORDER BY (order the rows of a subquery)"})
	case c.grammar.Features.Aggregates.Order == AggregateOrderBehind:
		c.Write(" WITHIN GROUP (ORDER BY ")
		c.orderings(f.Order)
		c.Write(")")
	}
}

// NoFunction is the rule of a function that the database does not have.
func NoFunction(reason string) FunctionRule {
	return func(c *Compiler, f *expr.Function) { c.Fail(&UnsupportedError{c.grammar.Name, f, reason}) }
}

// standardFunctions are those that SQL writes without parentheses.
func standardFunctions() map[string]FunctionRule {
	t := map[string]FunctionRule{"count": writeCount}
	for _, name := range []string{
		"current_date", "current_time", "current_timestamp", "current_user", "localtime", "localtimestamp", "session_user", "user",
	} {
		t[name] = Keyword(strings.ToUpper(name))
	}
	t["sysdate"] = Keyword("sysdate")
	for _, name := range []string{"rollup", "cube"} {
		t[name] = Keyword(strings.ToUpper(name))
	}
	t["grouping_sets"] = Keyword("GROUPING SETS")
	t["aggregate_strings"] = AggregateStrings("string_agg")
	return t
}

// Keyword is the rule of a function that is written as a word, without parentheses.
func Keyword(word string) FunctionRule {
	return func(c *Compiler, f *expr.Function) {
		c.Write(word)
		if len(f.Args) > 0 {
			c.Parenthesized(func() { c.arguments(f) })
		}
	}
}

// Renamed is the rule of a function that has another name.
func Renamed(name string) FunctionRule {
	return func(c *Compiler, f *expr.Function) { c.Call(name, f) }
}

// AggregateStrings is the rule of the function that joins strings: name(x, 'separator'). The separator is a literal, for some databases take
// no placeholder there, and others know no type of it.
func AggregateStrings(name string) FunctionRule {
	return func(c *Compiler, f *expr.Function) {
		c.Write(name)
		c.Parenthesized(func() {
			for i, a := range f.Args {
				c.separate(i)
				if k, ok := a.(*expr.Constant); ok {
					c.Literal(k.Value, k.Type)
					continue
				}
				c.Operand(a, expr.OpComma)
			}
			c.OrderInside(f)
		})
	}
}

// writeCount writes count(*) for a count of nothing in particular.
func writeCount(c *Compiler, f *expr.Function) {
	if len(f.Args) == 0 {
		c.Write("count(*)")
		return
	}
	c.Call(f.Name, f)
}
