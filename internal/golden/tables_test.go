package golden_test

import (
	"time"

	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// The tables of tools/oracle/tables.py.

type User struct {
	ID        int
	Name      string
	Fullname  *string
	Nickname  *string
	Age       *int
	Active    bool
	Addresses []*Address
	Orders    []*Order
	Posts     []*Post
}

type Address struct {
	ID           int
	EmailAddress string
	UserID       *int
	User         *User
}

type Order struct {
	ID        int
	UserID    *int
	Total     float64
	Price     types.Decimal
	Quantity  int
	CreatedAt time.Time
	User      *User
	Lines     []*OrderLine
}

type OrderLine struct {
	OrderID   int
	LineNo    int
	Product   string
	Quantity  int
	Order     *Order
	Shipments []*Shipment
}

type Shipment struct {
	ID      int
	OrderID *int
	LineNo  *int
	Line    *OrderLine
}

type Node struct {
	ID       int
	ParentID *int
	Name     string
	Children []*Node
	Parent   *Node
}

type Post struct {
	ID       int
	UserID   *int
	Headline string
	Body     *string
	Author   *User
	Keywords []*Keyword
}

type Keyword struct {
	ID      int
	Keyword string
	Posts   []*Post
}

type userMap struct {
	orm.Entity[User]
	ID        col.Int
	Name      col.String
	Fullname  col.NullString
	Nickname  col.NullString
	Age       col.NullInt
	Active    col.Bool
	Addresses orm.Many[User, Address]
	Orders    orm.Many[User, Order]
	Posts     orm.Many[User, Post]
}

type addressMap struct {
	orm.Entity[Address]
	ID           col.Int
	EmailAddress col.String
	UserID       col.NullInt
	User         orm.One[Address, User]
}

type orderMap struct {
	orm.Entity[Order]
	ID        col.Int
	UserID    col.NullInt
	Total     col.Float64
	Price     col.Decimal
	Quantity  col.Int
	CreatedAt col.Time
	User      orm.One[Order, User]
	Lines     orm.Many[Order, OrderLine]
}

type orderLineMap struct {
	orm.Entity[OrderLine]
	OrderID   col.Int
	LineNo    col.Int
	Product   col.String
	Quantity  col.Int
	Order     orm.One[OrderLine, Order]
	Shipments orm.Many[OrderLine, Shipment]
}

type shipmentMap struct {
	orm.Entity[Shipment]
	ID      col.Int
	OrderID col.NullInt
	LineNo  col.NullInt
	Line    orm.One[Shipment, OrderLine]
}

type nodeMap struct {
	orm.Entity[Node]
	ID       col.Int
	ParentID col.NullInt
	Name     col.String
	Children orm.Many[Node, Node]
	Parent   orm.One[Node, Node]
}

type postMap struct {
	orm.Entity[Post]
	ID       col.Int
	UserID   col.NullInt
	Headline col.String
	Body     col.NullString
	Author   orm.One[Post, User]
	Keywords orm.Many[Post, Keyword]
}

type keywordMap struct {
	orm.Entity[Keyword]
	ID      col.Int
	Keyword col.String
	Posts   orm.Many[Keyword, Post]
}

var (
	base       = orm.NewRegistry()
	users      = orm.Declare[userMap](base, "users")
	addresses  = orm.Declare[addressMap](base, "addresses")
	orders     = orm.Declare[orderMap](base, "orders")
	orderLines = orm.Declare[orderLineMap](base, "order_lines")
	shipments  = orm.Declare[shipmentMap](base, "shipments")
	nodes      = orm.Declare[nodeMap](base, "nodes")
	posts      = orm.Declare[postMap](base, "posts")
	keywords   = orm.Declare[keywordMap](base, "keywords")

	postKeywords = schema.Define("post_keywords", base.MetaData(),
		schema.Col("post_id", nil, schema.ForeignKeyTo("posts.id"), schema.PrimaryKey()),
		schema.Col("keyword_id", nil, schema.ForeignKeyTo("keywords.id"), schema.PrimaryKey()))

	// odd is the table whose names all need quotes.
	odd = schema.Define("order", base.MetaData(),
		schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("select", types.String(0)),
		schema.Col("mixedCase", types.String(0)),
		schema.Col("two words", types.String(0)),
		schema.Col(`say "hi"`, types.String(0)),
		schema.Col("1st", types.Integer()),
		schema.Col("a-b", types.Integer()),
		schema.Col("per%cent", types.Integer()))
)

func init() {
	orm.Define(users, func(t *orm.Table, u *userMap) {
		t.PrimaryKey(u.ID)
		t.Relation(u.Addresses).OrderBy(addresses.ID).BackPopulates(addresses.User)
		t.Relation(u.Orders).BackPopulates(orders.User)
		t.Relation(u.Posts).OrderBy(posts.ID.Desc()).BackPopulates(posts.Author)
	})
	orm.Define(addresses, func(t *orm.Table, a *addressMap) {
		t.PrimaryKey(a.ID)
		t.ForeignKey(a.UserID).References(users.ID)
	})
	orm.Define(orders, func(t *orm.Table, o *orderMap) {
		t.PrimaryKey(o.ID)
		t.ForeignKey(o.UserID).References(users.ID)
		t.Type(o.Total, types.Float())
		t.Type(o.Price, types.Numeric(10, 2))
		t.Type(o.CreatedAt, types.DateTime())
		t.Relation(o.Lines).Cascade(orm.CascadeAll, orm.CascadeDeleteOrphan).BackPopulates(orderLines.Order)
	})
	orm.Define(orderLines, func(t *orm.Table, l *orderLineMap) {
		t.PrimaryKey(l.OrderID, l.LineNo)
		t.ForeignKey(l.OrderID).References(orders.ID)
		t.Relation(l.Shipments).BackPopulates(shipments.Line)
	})
	orm.Define(shipments, func(t *orm.Table, s *shipmentMap) {
		t.PrimaryKey(s.ID)
		t.ForeignKey(s.OrderID, s.LineNo).References(orderLines.OrderID, orderLines.LineNo)
	})
	orm.Define(nodes, func(t *orm.Table, n *nodeMap) {
		t.PrimaryKey(n.ID)
		t.ForeignKey(n.ParentID).References(n.ID)
		t.Relation(n.Children).BackPopulates(n.Parent)
	})
	orm.Define(posts, func(t *orm.Table, p *postMap) {
		t.PrimaryKey(p.ID)
		t.ForeignKey(p.UserID).References(users.ID)
		t.Type(p.Headline, types.String(255))
		t.Type(p.Body, types.Text())
		t.Relation(p.Keywords).Secondary(postKeywords).OrderBy(keywords.ID).BackPopulates(keywords.Posts)
	})
	orm.Define(keywords, func(t *orm.Table, k *keywordMap) {
		t.PrimaryKey(k.ID)
		t.Type(k.Keyword, types.String(50))
		t.Unique(k.Keyword)
		t.Relation(k.Posts).Secondary(postKeywords)
	})
}

// ptr is the address of a copy of v, for fields that may be NULL.
func ptr[V any](v V) *V { return &v }

// dynamic is x without its Go types: it compares with nil and with values of any type.
func dynamic(x expr.Node) expr.Dynamic { return expr.MakeDynamic(x) }
