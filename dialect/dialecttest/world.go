package dialecttest

import (
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// table is a table and its columns with their types.
type table[M any] struct {
	*schema.Table
	c *M
}

func define[M any](meta *schema.MetaData, name string, items ...schema.Item) table[M] {
	t := schema.Define(name, meta, items...)
	return table[M]{t, azoth.Columns[M](t)}
}

// world is what most areas read: people, who have bosses and departments, and what they ordered.
type world struct {
	meta        *schema.MetaData
	people      table[person]
	departments table[department]
	orders      table[order]
}

type person struct {
	ID       col.Int64
	Name     col.String
	Nickname col.NullString
	Age      col.NullInt
	DeptID   col.NullInt64
	BossID   col.NullInt64
	Salary   col.Decimal
	Height   col.NullFloat64
	Active   col.Bool
	Hired    col.Date
	Seen     col.NullTime
}

type department struct {
	ID   col.Int64
	Name col.String
	City col.NullString
}

type order struct {
	ID       col.Int64
	PersonID col.NullInt64
	Item     col.String
	Qty      col.Int
	Price    col.Decimal
}

func newWorld() *world {
	m := azoth.NewMetaData()
	return &world{
		meta: m,
		departments: define[department](m, "departments",
			schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
			schema.Col("name", types.String(50), schema.NotNull()),
			schema.Col("city", types.String(50))),
		people: define[person](m, "people",
			schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
			schema.Col("name", types.String(50), schema.NotNull()),
			schema.Col("nickname", types.String(50)),
			schema.Col("age", types.Integer()),
			schema.Col("dept_id", nil, schema.ForeignKeyTo("departments.id")),
			schema.Col("boss_id", nil, schema.ForeignKeyTo("people.id")),
			schema.Col("salary", types.Numeric(10, 2), schema.NotNull()),
			schema.Col("height", types.Double()),
			schema.Col("active", types.Boolean(), schema.NotNull()),
			schema.Col("hired", types.DateType{}, schema.NotNull()),
			schema.Col("seen", types.DateTime())),
		orders: define[order](m, "orders",
			schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
			schema.Col("person_id", nil, schema.ForeignKeyTo("people.id")),
			schema.Col("item", types.String(50), schema.NotNull()),
			schema.Col("qty", types.Integer(), schema.NotNull()),
			schema.Col("price", types.Numeric(8, 2), schema.NotNull())),
	}
}

// The numbers of the people and the departments.
const (
	ada, bob, carol, dan, eve, obrien  int64 = 1, 2, 3, 4, 5, 6
	research, sales, support, nobodyIn int64 = 1, 2, 3, 4
)

// seenAda and seenCarol are when two of the people were seen; the others were not.
var (
	seenAda   = time.Date(2020, 5, 6, 7, 8, 9, 123456000, time.UTC)
	seenCarol = time.Date(2021, 12, 31, 23, 59, 59, 0, time.UTC)
)

// fill puts the rows of the world into its tables.
func (w *world) fill(t *T) {
	w.fillDepartments(t)
	w.fillPeople(t)
	w.fillOrders(t)
}

func (w *world) fillDepartments(t *T) {
	d := w.departments.c
	for _, r := range []struct {
		id   int64
		name string
		city *string
	}{
		{research, "research", ptr("oslo")}, {sales, "sales", ptr("rome")}, {support, "support", nil}, {nobodyIn, "archive", ptr("lima")},
	} {
		t.insert(w.departments, d.ID.Set(r.id), d.Name.Set(r.name), d.City.Set(r.city))
	}
}

func (w *world) fillPeople(t *T) {
	p := w.people.c
	for _, r := range []struct {
		id         int64
		name       string
		nickname   *string
		age        *int
		dept, boss *int64
		salary     string
		height     *float64
		active     bool
		hired      types.Date
		seen       *time.Time
	}{
		{ada, "ada", ptr("lady"), ptr(36), ptr(research), nil, "5200.50", ptr(1.65), true, day(2001, 2, 3), &seenAda},
		{bob, "bob", nil, ptr(42), ptr(research), ptr(ada), "3100.00", ptr(1.80), true, day(2005, 6, 7), nil},
		{carol, "carol", ptr("caz"), nil, ptr(sales), ptr(ada), "4100.25", ptr(1.70), false, day(2010, 10, 10), &seenCarol},
		{dan, "dan", ptr("dan"), ptr(29), ptr(sales), ptr(carol), "2500.00", nil, true, day(2015, 1, 31), nil},
		{eve, "eve", nil, ptr(29), nil, ptr(carol), "2500.00", ptr(1.60), false, day(2020, 2, 29), nil},
		{obrien, "o'brien", ptr(""), ptr(65), ptr(support), ptr(ada), "6000.75", ptr(1.90), true, day(1999, 12, 31), nil},
	} {
		t.insert(w.people, p.ID.Set(r.id), p.Name.Set(r.name), p.Nickname.Set(r.nickname), p.Age.Set(r.age), p.DeptID.Set(r.dept),
			p.BossID.Set(r.boss), p.Salary.Set(dec(r.salary)), p.Height.Set(r.height), p.Active.Set(r.active), p.Hired.Set(r.hired),
			p.Seen.Set(r.seen))
	}
}

func (w *world) fillOrders(t *T) {
	o := w.orders.c
	for i, r := range []struct {
		person *int64
		item   string
		qty    int
		price  string
	}{
		{ptr(ada), "pen", 10, "1.50"},
		{ptr(ada), "ink", 2, "7.25"},
		{ptr(bob), "pen", 5, "1.50"},
		{ptr(carol), "desk", 1, "199.99"},
		{ptr(carol), "lamp", 2, "25.00"},
		{ptr(obrien), "pen", 100, "1.25"},
		{nil, "ink", 3, "7.00"},
	} {
		t.insert(w.orders, o.ID.Set(int64(i+1)), o.PersonID.Set(r.person), o.Item.Set(r.item), o.Qty.Set(r.qty), o.Price.Set(dec(r.price)))
	}
}

func day(year int, month time.Month, d int) types.Date {
	return types.Date{Year: year, Month: month, Day: d}
}

func dec(s string) types.Decimal { return types.MustDecimal(s) }
