package main

import (
	"fmt"
	"reflect"
	"strconv"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/types"
)

// builder makes Azoth's statement of a description.
type builder struct {
	tables  map[string]expr.FromElement
	froms   map[string]expr.FromElement // by key
	dialect string
}

// newBuilder is a builder for one statement.
func newBuilder(c *catalogue, dialect string) *builder {
	b := &builder{tables: map[string]expr.FromElement{}, froms: map[string]expr.FromElement{}, dialect: dialect}
	for name, t := range c.tables {
		b.tables[name] = t
	}
	return b
}

// rowType is a row of n items, each as it comes.
func rowType(n int) reflect.Type {
	fields := make([]reflect.StructField, n)
	for i := range fields {
		fields[i] = reflect.StructField{Name: "C" + strconv.Itoa(i), Type: reflect.TypeFor[any]()}
	}
	return reflect.StructOf(fields)
}

func (b *builder) statement(s *stmt) (expr.Statement, error) {
	switch s.Kind {
	case "insert":
		return b.insert(s)
	case "update", "delete":
		return b.change(s)
	}
	return b.rows(s).(expr.Statement), nil
}

// rows is a SELECT or a set operation.
func (b *builder) rows(s *stmt) expr.Selectable {
	if s.Kind == "select" {
		return b.query(s)
	}
	c := &expr.CompoundQuery{Op: setOps[s.SetOp], Result: rowType(len(s.types))}
	for _, p := range s.Parts {
		c.Parts = append(c.Parts, b.rows(p))
	}
	switch first := c.Parts[0].(type) {
	case *expr.Query:
		c.Items = first.Items
	case *expr.CompoundQuery:
		c.Items = first.Items
	}
	c.Order, c.Limit, c.Offset = b.orders(s.Order, c.Items), count(s.Limit), count(s.Offset)
	return c
}

var setOps = map[string]expr.SetOp{"union": expr.Union, "union_all": expr.UnionAll, "intersect": expr.Intersect, "except": expr.Except}

func count(n *int) expr.Element {
	if n == nil {
		return nil
	}
	return expr.NewBind(types.Int64Value(int64(*n)))
}

func (b *builder) query(s *stmt) *expr.Query {
	for _, c := range s.CTEs {
		b.froms[c.Key] = &expr.CTE{Query: b.rows(c.Query), Name: c.Name}
	}
	q := &expr.Query{Result: rowType(len(s.Items))}
	for _, f := range s.From {
		b.froms[f.Key] = b.from(f)
	}
	q.From = []expr.FromElement{b.froms[s.From[0].Key]}
	for _, f := range s.From[1:] {
		j := expr.JoinClause{Target: expr.JoinTarget{From: b.froms[f.Key]}, On: b.element(f.On)}
		if f.Join == "left" {
			j.Kind = expr.LeftJoin
		}
		q.Joins = append(q.Joins, j)
	}
	q.Items = b.items(s.Items)
	if s.Where != nil {
		q.Where = []expr.Element{b.element(s.Where)}
	}
	q.Group = b.elements(s.Group)
	if s.Having != nil {
		q.Having = []expr.Element{b.element(s.Having)}
	}
	if s.Distinct {
		q.Rare = &expr.RareClauses{Distinct: true}
	}
	q.Order, q.Limit, q.Offset = b.orders(s.Order, q.Items), count(s.Limit), count(s.Offset)
	return q
}

// items are labelled c0, c1, ….
func (b *builder) items(ns []*node) []expr.SelectItem {
	out := make([]expr.SelectItem, len(ns))
	t := rowType(len(ns))
	for i, n := range ns {
		f := t.Field(i)
		out[i] = expr.SelectItem{Element: expr.NewLabel(b.element(n), "c"+strconv.Itoa(i)), Offset: f.Offset, Type: f.Type}
	}
	return out
}

func (b *builder) from(f *source) expr.FromElement {
	switch f.Kind {
	case "table":
		return b.tables[f.Table]
	case "alias":
		return expr.NewAlias(b.tables[f.Table], f.Name)
	case "subquery":
		return &expr.Subquery{Query: b.rows(f.Query), Name: f.Name}
	case "ctealias":
		return expr.NewAlias(b.froms[f.Table], f.Name)
	}
	return b.froms[f.Table]
}

func (b *builder) orders(os []order, items []expr.SelectItem) []expr.Element {
	var out []expr.Element
	for _, o := range os {
		e := &expr.OrderElement{}
		if o.X.Op == "label" {
			n, _ := strconv.Atoi(o.X.Name[1:])
			e.X = items[n].Element
		} else {
			e.X = b.element(o.X)
		}
		e.Base = expr.NewBase(e)
		e.Direction = map[string]expr.Direction{"asc": expr.Ascending, "desc": expr.Descending}[o.Dir]
		e.Nulls = map[string]expr.Nulls{"first": expr.NullsFirst, "last": expr.NullsLast}[o.Nulls]
		out = append(out, e)
	}
	return out
}

func (b *builder) columns(s *stmt) []*expr.ColumnRef {
	out := make([]*expr.ColumnRef, len(s.Columns))
	for i, name := range s.Columns {
		out[i] = columnOf(b.froms[s.From[0].Key], name)
	}
	return out
}

func columnOf(f expr.FromElement, name string) *expr.ColumnRef {
	for _, c := range f.FromColumns() {
		if c.Name == name {
			return c
		}
	}
	panic(fmt.Sprintf("oraclediff: no column %s", name))
}

func (b *builder) insert(s *stmt) (expr.Statement, error) {
	t := b.from(s.From[0])
	b.froms[s.From[0].Key] = t
	ins := expr.NewInsertTable(expr.MakeDerived(t))
	columns := b.columns(s)
	for _, row := range s.Rows {
		as := make([]expr.Assignment, len(row))
		for i, v := range row {
			as[i] = expr.Assignment{Column: columns[i], Value: b.element(v)}
		}
		ins = ins.Values(as...)
	}
	st := *ins.Statement()
	if s.Query != nil {
		st.Columns, st.Query = columns, b.query(s.Query)
	}
	if len(s.Items) > 0 {
		st.Returning, st.Result = b.items(s.Items), rowType(len(s.Items))
	}
	return &st, nil
}

// change is an UPDATE or DELETE.
func (b *builder) change(s *stmt) (expr.Statement, error) {
	t := b.from(s.From[0])
	b.froms[s.From[0].Key] = t
	where := expr.MakeBool(expr.MakeDynamic(b.node(s.Where)))
	if s.Kind == "delete" {
		st := *expr.NewDeleteTable(expr.MakeDerived(t)).Where(where).Statement()
		if len(s.Items) > 0 {
			st.Returning, st.Result = b.items(s.Items), rowType(len(s.Items))
		}
		return &st, nil
	}
	u := expr.NewUpdateTable(expr.MakeDerived(t)).Where(where)
	for i, c := range b.columns(s) {
		u = u.Set(expr.Assignment{Column: c, Value: b.element(s.Rows[i][0])})
	}
	st := *u.Statement()
	if len(s.Items) > 0 && b.dialect != "mariadb" { // whose UPDATE has none
		st.Returning, st.Result = b.items(s.Items), rowType(len(s.Items))
	}
	return &st, nil
}

func (b *builder) element(n *node) expr.Element { return expr.ElementOf(b.node(n)) }

func (b *builder) elements(ns []*node) []expr.Element {
	var out []expr.Element
	for _, n := range ns {
		out = append(out, b.element(n))
	}
	return out
}

var operators = map[string]expr.Op{
	"eq": expr.OpEq, "ne": expr.OpNe, "lt": expr.OpLt, "le": expr.OpLe, "gt": expr.OpGt, "ge": expr.OpGe,
	"add": expr.OpAdd, "sub": expr.OpSub, "mul": expr.OpMul, "div": expr.OpDiv, "idiv": expr.OpDiv, "mod": expr.OpMod,
	"concat": expr.OpConcat, "distinct": expr.OpIsDistinct, "notdistinct": expr.OpIsNotDistinct,
}

func (b *builder) node(n *node) expr.Node {
	if op, ok := operators[n.Op]; ok {
		return expr.NewBinary(op, b.element(n.Args[0]), b.element(n.Args[1]))
	}
	switch n.Op {
	case "col":
		return columnOf(b.froms[n.From], n.Name)
	case "lit":
		return b.literal(n)
	case "and", "or":
		return b.junction(n)
	case "not":
		return expr.Not(expr.MakeBool(b.node(n.Args[0])))
	case "neg":
		return expr.NewUnary(expr.OpNeg, b.element(n.Args[0]))
	case "isnull":
		return expr.MakeDynamic(b.node(n.Args[0])).IsNull()
	case "notnull":
		return expr.MakeDynamic(b.node(n.Args[0])).IsNotNull()
	case "in", "notin":
		return b.in(n)
	case "between", "notbetween":
		x := &expr.Between{Op: expr.OpBetween, X: b.element(n.Args[0]), Lo: b.element(n.Args[1]), Hi: b.element(n.Args[2])}
		if n.Op == "notbetween" {
			x.Op = expr.OpNotBetween
		}
		x.Base = expr.NewBase(x)
		return x
	case "like", "notlike", "ilike", "contains", "startswith", "endswith":
		return b.pattern(n)
	case "insub":
		return expr.NewBinary(expr.OpIn, b.element(n.Args[0]), expr.NewScalar(b.rows(n.Sub)))
	case "notinsub":
		return expr.NewBinary(expr.OpNotIn, b.element(n.Args[0]), expr.NewScalar(b.rows(n.Sub)))
	case "exists":
		return expr.NewExists(b.rows(n.Sub))
	case "scalar":
		return expr.NewScalar(b.rows(n.Sub))
	case "cast":
		return expr.NewCast(b.element(n.Args[0]), sqlType(n.Type))
	case "case":
		return b.branch(n)
	case "extract":
		return expr.NewExtract(n.Name, b.element(n.Args[0]))
	case "countstar":
		return fn.Count()
	case "countdistinct":
		return fn.CountDistinct(b.node(n.Args[0]))
	case "over":
		return b.over(n)
	case "fn":
		return b.function(n)
	}
	panic("oraclediff: " + n.Op + " is no operation")
}

func (b *builder) junction(n *node) expr.Node {
	ps := make([]expr.Predicate, len(n.Args))
	for i, a := range n.Args {
		ps[i] = expr.MakeBool(b.node(a))
	}
	if n.Op == "and" {
		return expr.And(ps...)
	}
	return expr.Or(ps...)
}

func (b *builder) in(n *node) expr.Node {
	x := expr.MakeDynamic(b.node(n.Args[0]))
	vs := make([]any, len(n.Args)-1)
	for i, a := range n.Args[1:] {
		vs[i] = value(a)
	}
	if n.Op == "in" {
		return x.In(vs...)
	}
	return x.NotIn(vs...)
}

func (b *builder) pattern(n *node) expr.Node {
	x, p := expr.MakeText[string](b.node(n.Args[0])), n.Args[1].Value
	switch n.Op {
	case "like":
		return x.Like(p)
	case "notlike":
		return x.NotLike(p)
	case "ilike":
		return x.ILike(p)
	case "contains":
		return x.Contains(p)
	case "startswith":
		return x.StartsWith(p)
	}
	return x.EndsWith(p)
}

func (b *builder) branch(n *node) expr.Node {
	c := &expr.CaseElement{}
	for i := 0; i < len(n.Args); i += 2 {
		c.Whens = append(c.Whens, expr.When{If: b.element(n.Args[i]), Then: b.element(n.Args[i+1])})
	}
	if n.Else != nil {
		c.Else = b.element(n.Else)
	}
	c.Base = expr.NewBase(c)
	return c
}

func (b *builder) function(n *node) expr.Node {
	f := expr.NewFunction(n.Name, b.elements(n.Args)...)
	switch n.Name {
	case "count", "row_number", "rank", "dense_rank":
		f.Type = types.BigInteger()
	case "length":
		f.Type = types.Integer()
	case "avg":
		f.Type = types.Double()
	default:
		f.Type = expr.TypeOf(f.Args[0])
	}
	return f
}

func (b *builder) over(n *node) expr.Node {
	o := &expr.Over{X: b.element(n.Args[0]), Partition: b.elements(n.Part), Order: b.orders(n.Order, nil)}
	if n.Frame != nil {
		o.Frame = &expr.Frame{Lo: bound(n.Frame[0], expr.UnboundedPreceding()), Hi: bound(n.Frame[1], expr.UnboundedFollowing())}
	}
	o.Base = expr.NewBase(o)
	return o
}

func bound(s string, unbounded expr.Bound) expr.Bound {
	switch s {
	case "unbounded":
		return unbounded
	case "current":
		return expr.CurrentRow()
	}
	if n, _ := strconv.Atoi(s); n > 0 {
		return expr.Following(n)
	}
	n, _ := strconv.Atoi(s)
	return expr.Preceding(-n)
}

// value is a literal as a Go value.
func value(n *node) any {
	switch n.Type {
	case integer:
		i, _ := strconv.Atoi(n.Value)
		return i
	case number:
		return types.MustDecimal(n.Value)
	case boolean:
		return n.Value == "true"
	case date:
		d, err := types.ParseDate(n.Value)
		if err != nil {
			panic(err)
		}
		return d
	}
	return n.Value
}

func (b *builder) literal(n *node) expr.Node {
	v := value(n)
	if n.Bare {
		return expr.NewBind(types.ValueOfAny(v))
	}
	switch v := v.(type) {
	case int:
		return expr.Lit(v)
	case types.Decimal:
		return expr.Lit(v)
	case bool:
		return expr.Lit(v)
	case types.Date:
		if b.dialect == "postgresql" { // which knows no type of its literal
			return expr.NewCast(expr.ElementOf(expr.Lit(v)), types.DateType{})
		}
		return expr.Lit(v)
	case string:
		return expr.Lit(v)
	}
	panic("oraclediff: a literal of no type")
}
