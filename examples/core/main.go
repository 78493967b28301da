// Command core is a tour of the expression language: tables, statements and rows, without objects and without a session. It prints every
// statement as the database gets it, with its values, and what came back.
//
//	go run ./examples/core               on SQLite in memory
//	go run ./examples/core -url URL      on PostgreSQL or MariaDB: postgresql://user@host/database (make db-up)
package main

import (
	"context"
	"flag"
	"fmt"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/mssql"
	"github.com/azoth-orm/azoth/dialect/mysql"
	"github.com/azoth-orm/azoth/dialect/oracle"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/dialect/sqlite"
	_ "github.com/azoth-orm/azoth/driver/mysql"
	_ "github.com/azoth-orm/azoth/driver/pgx"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/types"
)

func main() {
	url := flag.String("url", "sqlite:///:memory:", "the database")
	flag.Parse()
	e := must(azoth.Open(*url, azoth.Listen(printer())))
	run(context.Background(), e)
	check(e.Close())
}

// run plays all scenes. They leave the tables as fill has made them, but for the last.
func run(ctx context.Context, e *engine.Engine) {
	fill(ctx, e)
	for _, f := range []func(context.Context, *engine.Engine){
		selects, conditions, expressions, aggregates, joins, subqueries, ctes, sets, windows, texts, results, withoutDatabase, writes,
	} {
		f(ctx, e)
	}
	check(meta.DropAll(ctx, e))
}

func selects(ctx context.Context, e *engine.Engine) {
	scene("one column, two columns, a struct")
	rows(ctx, e, azoth.Select(users.Name).OrderBy(users.Name))
	rows(ctx, e, azoth.Select2(users.Name, users.Nickname).OrderBy(users.ID))
	type line struct {
		Who   string
		Total int64
	}
	rows(ctx, e, azoth.SelectInto(func(l *line) azoth.Fields {
		return azoth.Fields{azoth.Into(&l.Who, users.Name), azoth.Into(&l.Total, azoth.Mul(orders.Price, orders.Quantity))}
	}).Join(orders_).OrderBy(orders.ID))
	scene("sort, limit, distinct")
	rows(ctx, e, azoth.Select(users.Name).OrderBy(users.Age.Desc(), users.Name).Limit(2).Offset(1))
	rows(ctx, e, azoth.Select(users.Nickname).OrderBy(users.Nickname.Asc().NullsLast(), users.ID))
	rows(ctx, e, azoth.Select(orders.Item).Distinct().OrderBy(orders.Item))
	scene("statements are values: the first one stays as it is")
	adults := azoth.Select(users.Name).Where(users.Age.Gt(20))
	rows(ctx, e, adults.Where(users.Name.Contains("a")).OrderBy(users.ID))
	rows(ctx, e, adults.OrderBy(users.ID))
}

func conditions(ctx context.Context, e *engine.Engine) {
	which := func(p ...expr.Predicate) { rows(ctx, e, azoth.Select(users.Name).Where(p...).OrderBy(users.ID)) }
	scene("conditions")
	which(users.Name.Eq("sandy"))
	which(users.Age.Between(20, 21), users.Nickname.IsNotNull())
	which(azoth.Or(users.Age.Lt(21), users.Name.StartsWith("squ")))
	which(azoth.Not(azoth.Or(users.Age.Eq(20), users.Age.Eq(22))))
	which(users.ID.In(1, 3), users.Name.NotIn("nobody"))
	which(users.ID.In())
	which(users.Name.Like("%o%"), users.Name.ILike("SPONGE%"))
	which(users.Nickname.IsDistinctFrom("bob"))
	which(azoth.Gt(users.Age, azoth.Add(users.ID, azoth.AsNumber(azoth.Lit(int64(20))))))
	scene("filters that may be left out")
	var name *string
	least := int64(22)
	which(azoth.IfSet(name, users.Name.Eq), azoth.IfSet(&least, users.Age.Ge))
	scene("pairs of values")
	which(azoth.Tuple2(users.ID, users.Name).In(azoth.Pair(int64(1), "spongebob"), azoth.Pair(int64(2), "patrick")))
}

func expressions(ctx context.Context, e *engine.Engine) {
	scene("arithmetic, text, CASE, CAST")
	rows(ctx, e, azoth.Select2(orders.Item, azoth.Mul(orders.Price, orders.Quantity).As("total")).Where(orders.Price.Mul(2).Gt(10)).OrderBy(orders.ID))
	rows(ctx, e, azoth.Select(azoth.Concat(fn.Upper(users.Name), azoth.AsText(azoth.Lit("!")))).OrderBy(users.ID).Limit(2))
	rows(ctx, e, azoth.Select2(users.Name, fn.Coalesce(users.Nickname, users.Name)).OrderBy(users.ID))
	group := azoth.Case[string]().When(users.Age.Lt(21), "young").When(users.Age.Lt(30), "middle").Else("old")
	rows(ctx, e, azoth.Select2(users.Name, group.As("group")).OrderBy(users.ID))
	rows(ctx, e, azoth.Select(azoth.Cast[string](users.Age, types.String(10))).OrderBy(users.ID))
	rows(ctx, e, azoth.Select2(fn.Length(users.Name), fn.Substr(users.Name, 1, 3)).OrderBy(users.ID).Limit(2))
}

func aggregates(ctx context.Context, e *engine.Engine) {
	scene("count, sum, group, having")
	rows(ctx, e, azoth.Select3(fn.Count(), fn.CountDistinct(orders.Item), fn.Sum(orders.Price)).From(orders_))
	rows(ctx, e, azoth.Select2(orders.UserID, fn.Sum(azoth.Mul(orders.Price, orders.Quantity)).As("total")).
		GroupBy(orders.UserID).Having(fn.Count(orders.ID).Gt(1)).OrderBy(orders.UserID))
	rows(ctx, e, azoth.Select2(fn.Min(users.Age), fn.Max(users.Age)))
	dear := azoth.Case[int64]().When(orders.Price.Gt(5), 1).Else(0)
	rows(ctx, e, azoth.Select(fn.Sum(azoth.AsNumber(dear))))
	n := must(azoth.Select(users.ID).Where(users.Age.Gt(20)).Count(ctx, e))
	show(n)
}

func joins(ctx context.Context, e *engine.Engine) {
	scene("joins by foreign keys, by conditions, with aliases")
	rows(ctx, e, azoth.Select2(users.Name, orders.Item).Join(orders_).OrderBy(orders.ID))
	rows(ctx, e, azoth.Select2(users.Name, fn.Count(orders.ID)).OuterJoin(orders_).GroupBy(users.ID, users.Name).OrderBy(users.ID))
	bosses := azoth.Alias(users_, "boss")
	boss := azoth.Columns[userColumns](bosses)
	rows(ctx, e, azoth.Select2(users.Name, boss.Name).Join(bosses, azoth.Eq(users.BossID, boss.ID)).OrderBy(users.ID))
	scene("what nothing links is an error")
	_, err := azoth.Select2(users.Name, orders.Item).All(ctx, e)
	fmt.Println(err)
}

func subqueries(ctx context.Context, e *engine.Engine) {
	scene("subqueries: in FROM, as values, in IN, EXISTS")
	totals := azoth.Select2(orders.UserID, fn.Sum(orders.Quantity).As("n")).GroupBy(orders.UserID).Subquery("totals")
	id := azoth.Col(totals, orders.UserID)
	rows(ctx, e, azoth.Select2(users.Name, azoth.Typed[int64](totals.C("n"))).Join(totals, azoth.Eq(users.ID, id)).OrderBy(users.ID))
	most := azoth.Select(fn.Max(orders.Price)).Where(azoth.Eq(orders.UserID, users.ID))
	rows(ctx, e, azoth.Select2(users.Name, azoth.Scalar[int64](most)).OrderBy(users.ID))
	rows(ctx, e, azoth.Select(users.Name).Where(azoth.In(users.ID, azoth.Select(orders.UserID).Where(orders.Item.Eq("net")))).OrderBy(users.ID))
	rows(ctx, e, azoth.Select(users.Name).Where(azoth.Not(azoth.Exists(azoth.Eq(orders.UserID, users.ID)))))
}

func ctes(ctx context.Context, e *engine.Engine) {
	scene("WITH, and WITH RECURSIVE")
	rich := azoth.Select2(orders.UserID, orders.Price).Where(orders.Price.Gt(6)).CTE("rich")
	rows(ctx, e, azoth.Select2(users.Name, azoth.Col(rich, orders.Price)).Join(rich, azoth.Eq(users.ID, azoth.Col(rich, orders.UserID))).OrderBy(users.ID))
	below := azoth.RecursiveCTE("below", azoth.Select2(users.ID, users.Name).Where(users.ID.Eq(2)), func(self expr.Derived) expr.Select[azoth.Row2[int64, string]] {
		return azoth.Select2(users.ID, users.Name).Join(self, azoth.Eq(users.BossID, azoth.Col(self, users.ID)))
	})
	rows(ctx, e, azoth.Select(azoth.Col(below, users.Name)).OrderBy(azoth.Col(below, users.ID)))
}

func sets(ctx context.Context, e *engine.Engine) {
	scene("set operations")
	young, named := azoth.Select(users.Name).Where(users.Age.Lt(22)), azoth.Select(users.Name).Where(users.Nickname.IsNull())
	rows(ctx, e, young.Union(named).OrderBy(users.Name))
	rows(ctx, e, young.UnionAll(young).OrderBy(users.Name).Limit(3))
	rows(ctx, e, azoth.Select(users.Name).Except(young).OrderBy(users.Name))
	rows(ctx, e, azoth.Select(users.ID).Intersect(azoth.Select(orders.UserID)).OrderBy(users.ID))
}

func windows(ctx context.Context, e *engine.Engine) {
	scene("window functions")
	rows(ctx, e, azoth.Select3(orders.UserID, orders.Item, fn.RowNumber().Over(azoth.PartitionBy(orders.UserID).OrderBy(orders.Price.Desc()))).OrderBy(orders.ID))
	running := azoth.OrderBy(orders.ID).Rows(azoth.UnboundedPreceding(), azoth.CurrentRow())
	rows(ctx, e, azoth.Select2(orders.Item, fn.Sum(orders.Price).Over(running)).OrderBy(orders.ID))
	rows(ctx, e, azoth.Select2(users.Name, fn.Lag(users.Name, 1).Over(azoth.OrderBy(users.Age))).OrderBy(users.Age))
}

func texts(ctx context.Context, e *engine.Engine) {
	scene("SQL as text")
	rows(ctx, e, azoth.Text[string]("SELECT name FROM users WHERE age > :age ORDER BY id").Bind("age", 20))
	type who struct {
		ID   int64
		Name string
	}
	rows(ctx, e, azoth.Text[who]("SELECT id, name FROM users WHERE id < 3 ORDER BY id"))
	rows(ctx, e, azoth.Select(users.Name).Where(azoth.TextCondition("age % 2 = :rest").Bind("rest", 1)).OrderBy(users.ID))
}

func results(ctx context.Context, e *engine.Engine) {
	scene("results: one, first, streams, pages, records")
	fmt.Println(azoth.Select(users.Age).Where(users.Name.Eq("sandy")).One(ctx, e))
	_, err := azoth.Select(users.Age).Where(users.Name.Eq("nobody")).One(ctx, e)
	fmt.Println(err)
	for name, err := range azoth.Select(users.Name).OrderBy(users.ID).Iter(ctx, e) {
		fmt.Println(name, err)
		break // gives the connection back
	}
	for page, err := range azoth.Partitions(azoth.Select(users.Name).OrderBy(users.ID).Iter(ctx, e), 3) {
		fmt.Println(page, err)
	}
	record := must(azoth.Records(azoth.Select2(users.ID, users.Name).Where(users.ID.Eq(1))).One(ctx, e))
	fmt.Println(record.Keys(), record.Map())
}

func withoutDatabase(context.Context, *engine.Engine) {
	scene("the same statement on every database, without one")
	q := azoth.Select(users.Name).Where(users.Age.Ge(18), users.Name.ILike("s%")).OrderBy(users.Name).Limit(5).Offset(10)
	fmt.Println(q)
	for _, d := range []*dialect.Dialect{sqlite.Dialect, postgresql.Dialect, mysql.Dialect, mssql.Dialect, oracle.Dialect} {
		fmt.Println(d.Name+":", must(q.Compile(d)))
	}
	fmt.Println(must(q.Compile(dialect.Literal(postgresql.Dialect))))
	fmt.Println(users.Age.Ge(18).And(users.Nickname.IsNull()))
	fmt.Println(azoth.Select(fn.Count(orders.ID).Filter(orders.Price.Gt(5)))) // not on MariaDB
}

func writes(ctx context.Context, e *engine.Engine) {
	scene("a transaction: INSERT, upsert, UPDATE, DELETE")
	check(e.Begin(ctx, func(c *engine.Connection) error {
		gary := azoth.InsertInto(users_).Values(users.Name.Set("gary"), users.Age.Set(3))
		show(must(gary.Exec(ctx, c)))
		must(gary.OnConflict(users.Name).Overwrite(users.Age).Exec(ctx, c)) // databases count the row as one, or as two
		copied := azoth.InsertInto(orders_).FromSelect(
			azoth.SelectInto(func(r *orderRow) azoth.Fields {
				return azoth.Fields{azoth.Into(&r.UserID, users.ID), azoth.Into(&r.Item, azoth.Lit("snack")), azoth.Into(&r.Price, users.Age), azoth.Into(&r.Quantity, azoth.Lit(int64(1)))}
			}).Where(users.Age.Lt(10)), orders.UserID, orders.Item, orders.Price, orders.Quantity)
		show(must(copied.Exec(ctx, c)))
		show(must(azoth.UpdateTable(users_).Set(users.Age.SetExpr(users.Age.Add(1)), users.Nickname.Set(nil)).Where(users.Name.Eq("gary")).Exec(ctx, c)))
		show(must(azoth.UpdateTable(orders_).Set(orders.Quantity.Set(0)).
			Where(azoth.In(orders.UserID, azoth.Select(users.ID).Where(users.Name.Eq("gary")))).Exec(ctx, c)))
		show(must(azoth.DeleteFrom(orders_).Where(orders.Quantity.Eq(0)).Exec(ctx, c)))
		rows(ctx, c, azoth.Select2(users.Name, users.Age).OrderBy(users.ID))
		return nil
	}))
	scene("what would write every row says so")
	_, err := azoth.DeleteFrom(users_).Exec(ctx, e)
	fmt.Println(err)
	scene("a transaction that fails leaves nothing")
	err = e.Begin(ctx, func(c *engine.Connection) error {
		must(azoth.DeleteFrom(orders_).AllRows().Exec(ctx, c))
		_, err := azoth.InsertInto(users_).Values(users.Name.Set("sandy"), users.Age.Set(1)).Exec(ctx, c)
		return err
	})
	show(err != nil)
	show(must(azoth.Select(orders.ID).Count(ctx, e)))
}

// orderRow is a new order that a SELECT makes.
type orderRow struct {
	UserID, Price, Quantity int64
	Item                    string
}
