// Command tutorial is SQLAlchemy's object-relational tutorial in Go: it runs every scene on a database in memory, or another one, and prints the
// statements that reach it, with their values, and what the program sees.
//
//	go run ./examples/tutorial               the scenes, in the format of the comparison with SQLAlchemy
//	go run ./examples/tutorial -echo         the engine's own log instead
//	go run ./examples/tutorial -url URL      on PostgreSQL, MariaDB or a file: postgresql://user@host/database (make db-up)
package main

import (
	"context"
	"flag"
	"log/slog"
	"os"

	"github.com/azoth-orm/azoth"
	_ "github.com/azoth-orm/azoth/driver/mysql"
	_ "github.com/azoth-orm/azoth/driver/pgx"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
)

func main() {
	echo := flag.Bool("echo", false, "show the echo log")
	url := flag.String("url", "sqlite:///:memory:", "the database")
	flag.Parse()
	listen := azoth.Listen(printer())
	if *echo {
		quiet = true
		listen = azoth.Echo(slog.New(slog.NewTextHandler(os.Stdout, nil)))
	}
	engine := must(azoth.Open(*url, listen))
	run(context.Background(), engine)
	check(engine.Close())
}

// run plays all scenes. Every one of them continues where the last one ended.
func run(ctx context.Context, engine *azoth.Engine) {
	createSchema(ctx, engine)
	db := orm.New(engine, Base)
	play := func(scenes ...func(context.Context, *orm.Session)) {
		session := db.Session()
		for _, s := range scenes {
			s(ctx, session)
		}
		check(session.Close())
	}
	play(addObjects, rollBack, query, operators, countAndText, relationships, joins, subqueries, exists, relationshipOperators)
	eager(ctx, db)
	play(deletes, manyToMany, savepoint)
}

func createSchema(ctx context.Context, engine *azoth.Engine) {
	scene("create the schema")
	check(Base.MetaData().CreateAll(ctx, engine))
	scene("create it again: nothing to do")
	check(Base.MetaData().CreateAll(ctx, engine))
}

func addObjects(ctx context.Context, s *orm.Session) {
	scene("add one object and find it by a query: autoflush, identity map")
	ed := &User{Name: "ed", Fullname: "Ed Jones", Nickname: "edsnickname"}
	s.Add(ed)
	same, _, err := azoth.Select(Users).Where(Users.Name.Eq("ed")).Limit(1).First(ctx, s)
	check(err)
	say("same object:", same == ed, "id:", ed.ID)

	scene("add three more, change the first, commit")
	s.Add([]*User{
		{Name: "wendy", Fullname: "Wendy Williams", Nickname: "windy"},
		{Name: "mary", Fullname: "Mary Contrary", Nickname: "mary"},
		{Name: "fred", Fullname: "Fred Flintstone", Nickname: "freddy"},
	})
	ed.Nickname = "eddie"
	check(s.Commit(ctx))
}

func rollBack(ctx context.Context, s *orm.Session) {
	scene("roll back a change and a new object")
	ed := must(orm.Get(ctx, s, Users, 1)) // stale after the commit: read again
	ed.Name = "Edwardo"
	fake := &User{Name: "fakeuser", Fullname: "Invalid", Nickname: "12345"}
	s.Add(fake)
	show(names(must(azoth.Select(Users).Where(Users.Name.In("Edwardo", "fakeuser")).OrderBy(Users.ID).All(ctx, s))))
	check(s.Rollback(ctx))
	check(s.Refresh(ctx, ed))
	say(ed.Name, s.Contains(fake))
}

func query(ctx context.Context, s *orm.Session) {
	scene("query: entities in order")
	show(each(must(azoth.Select(Users).OrderBy(Users.ID).All(ctx, s)), func(u *User) any { return tuple{u.Name, u.Fullname} }))
	scene("query: columns")
	show(pairs(must(azoth.Select2(Users.Name, Users.Fullname).All(ctx, s))))
	scene("query: entity and column")
	show(each(must(azoth.Select2(Users, Users.Name).All(ctx, s)), func(r azoth.Row2[*User, string]) any { return tuple{r.V1.Name, r.V2} }))
	scene("query: label")
	show(must(azoth.Select(Users.Name.As("name_label")).All(ctx, s)))
	scene("query: alias")
	alias := orm.Alias(Users, "user_alias")
	show(each(must(azoth.Select2(alias, alias.Name).All(ctx, s)), func(r azoth.Row2[*User, string]) any { return tuple{r.V1.Name, r.V2} }))
	scene("query: limit and offset")
	show(names(must(azoth.Select(Users).OrderBy(Users.ID).Limit(2).Offset(1).All(ctx, s))))
	scene("query: two criteria")
	show(names(must(azoth.Select(Users).Where(Users.Name.Eq("ed")).Where(Users.Fullname.Eq("Ed Jones")).All(ctx, s))))
}

func operators(ctx context.Context, s *orm.Session) {
	scene("operators")
	for _, condition := range []azoth.Bool{
		Users.Name.Ne("ed"), Users.Name.Like("%ed%"), Users.Name.ILike("%ED%"), Users.Name.In("ed", "wendy", "jack"),
		azoth.In(Users.Name, azoth.Select(Users.Name).Where(Users.Name.Like("%ed%"))),
		azoth.Tuple2(Users.Name, Users.Nickname).In(azoth.Pair("ed", "eddie"), azoth.Pair("wendy", "windy")),
		Users.Name.NotIn("ed", "wendy", "jack"), Users.Name.IsNull(), Users.Name.IsNotNull(),
		azoth.And(Users.Name.Eq("ed"), Users.Fullname.Eq("Ed Jones")), azoth.Or(Users.Name.Eq("ed"), Users.Name.Eq("wendy")),
		Users.Name.StartsWith("e"), Users.ID.Between(2, 3), azoth.Not(Users.Name.Eq("ed")), Users.Name.In(),
	} {
		say(len(must(azoth.Select(Users).Where(condition).All(ctx, s))))
	}
}

func countAndText(ctx context.Context, s *orm.Session) {
	scene("count and group")
	say(must(azoth.Select(fn.Count()).From(Users).Where(Users.Name.Like("%ed")).One(ctx, s)))
	show(pairs(must(azoth.Select2(fn.Count(Users.Name), Users.Name).GroupBy(Users.Name).OrderBy(Users.Name).All(ctx, s))))
	scene("textual SQL")
	condition := azoth.TextCondition("id<:value and name=:name").Bind("value", 224).Bind("name", "fred")
	show(names(must(azoth.Select(Users).Where(condition).OrderBy(Users.ID).All(ctx, s))))
	show(names(must(azoth.FromText(Users, "SELECT * FROM users where name=:name").Bind("name", "ed").All(ctx, s))))
}

var jackID int64 // of jack, whom several scenes need

func relationships(ctx context.Context, s *orm.Session) {
	scene("relationship: save cascade")
	jack := &User{Name: "jack", Fullname: "Jack Bean", Nickname: "gjffdd"}
	jack.Addresses = []*Address{{EmailAddress: "jack@example.com"}, {EmailAddress: "j25@example.org"}}
	s.Add(jack) // the addresses come along, and refer to jack
	say(jack.Addresses[1].User == jack)
	check(s.Commit(ctx))
	jackID = jack.ID // 5, or 6 where the key of the rolled back fake is not given again
	scene("relationship: load a collection")
	jack = must(azoth.Select(Users).Where(Users.Name.Eq("jack")).One(ctx, s))
	check(Users.Addresses.Load(ctx, s, jack))
	show(emails(jack.Addresses))
}

func joins(ctx context.Context, s *orm.Session) {
	scene("joins")
	both := azoth.Select2(Users, Addresses).
		Where(azoth.Eq(Users.ID, Addresses.UserID)).Where(Addresses.EmailAddress.Eq("jack@example.com"))
	show(each(must(both.All(ctx, s)), func(r azoth.Row2[*User, *Address]) any { return tuple{r.V1.Name, r.V2.EmailAddress} }))
	with := azoth.Select(Users).Join(Users.Addresses).Where(Addresses.EmailAddress.Eq("jack@example.com"))
	show(names(must(with.All(ctx, s))))
	without := azoth.Select(Users).OuterJoin(Users.Addresses).Where(Addresses.ID.IsNull()).OrderBy(Users.ID)
	show(names(must(without.All(ctx, s))))
	a1, a2 := orm.Alias(Addresses, ""), orm.Alias(Addresses, "")
	twice := azoth.Select3(Users.Name, a1.EmailAddress, a2.EmailAddress).
		Join(Users.Addresses.To(a1)).Join(Users.Addresses.To(a2)).
		Where(a1.EmailAddress.Eq("jack@example.com")).Where(a2.EmailAddress.Eq("j25@example.org"))
	show(each(must(twice.All(ctx, s)), func(r azoth.Row3[string, string, string]) any { return tuple{r.V1, r.V2, r.V3} }))
}

func subqueries(ctx context.Context, s *orm.Session) {
	scene("subquery")
	total := fn.Count(azoth.Lit("*")).As("address_count")
	counts := azoth.Select2(Addresses.UserID, total).GroupBy(Addresses.UserID).Subquery("")
	counted := azoth.Select2(Users, azoth.Col(counts, total).Nullable()).
		OuterJoin(counts, azoth.Eq(Users.ID, azoth.Col(counts, Addresses.UserID))).OrderBy(Users.ID)
	show(each(must(counted.All(ctx, s)), func(r azoth.Row2[*User, *int64]) any { return tuple{r.V1.Name, r.V2} }))
	some := azoth.Select(Addresses).Where(Addresses.EmailAddress.Ne("j25@example.org")).Subquery("")
	address := orm.AliasOf(Addresses, some)
	show(each(must(azoth.Select2(Users, address).Join(Users.Addresses.To(address)).All(ctx, s)), func(r azoth.Row2[*User, *Address]) any { return tuple{r.V1.Name, r.V2.EmailAddress} }))
}

func exists(ctx context.Context, s *orm.Session) {
	scene("exists")
	for _, condition := range []azoth.Bool{
		azoth.Exists(azoth.Eq(Addresses.UserID, Users.ID)), Users.Addresses.Any(),
		Users.Addresses.Any(Addresses.EmailAddress.Like("%example.org%")),
	} {
		show(must(azoth.Select(Users.Name).Where(condition).All(ctx, s)))
	}
	others := azoth.Select(Addresses).Where(azoth.Not(Addresses.User.Has(Users.Name.Eq("jack"))))
	show(emails(must(others.All(ctx, s))))
}

func relationshipOperators(ctx context.Context, s *orm.Session) {
	scene("relationship operators")
	jack := must(orm.Get(ctx, s, Users, jackID)) // the session holds it, with its addresses: no statement
	show(emails(must(azoth.Select(Addresses).Where(Addresses.User.Is(jack)).OrderBy(Addresses.ID).All(ctx, s))))
	show(names(must(azoth.Select(Users).Where(Users.Addresses.Contains(jack.Addresses[1])).All(ctx, s))))
	show(emails(must(azoth.Select(Addresses).Where(Users.Addresses.Of(jack)).All(ctx, s))))
}

// eager loads the same relationship in four ways, each in a session of its own.
func eager(ctx context.Context, db *orm.DB) {
	load := func(title string, q azoth.SelectOf[*User]) {
		scene(title)
		s := db.Session()
		show(each(must(q.All(ctx, s)), func(u *User) any { return tuple{u.Name, len(u.Addresses)} }))
		check(s.Close())
	}
	load("eager: selectin", azoth.Select(Users).Options(orm.SelectIn(Users.Addresses)).OrderBy(Users.ID))
	joined := azoth.Select(Users).Options(orm.Joined(Users.Addresses))
	load("eager: joined", joined.Where(Users.Name.Eq("jack")))
	load("eager: joined with limit", joined.OrderBy(Users.Name).Limit(2))
	scene("eager: contains_eager")
	s := db.Session()
	contained := azoth.Select(Addresses).Join(Addresses.User).Where(Users.Name.Eq("jack")).
		Options(orm.ContainsEager(Addresses.User)).OrderBy(Addresses.ID)
	show(each(must(contained.All(ctx, s)), func(a *Address) any { return tuple{a.EmailAddress, a.User.Name} }))
	check(s.Close())
}

func deletes(ctx context.Context, s *orm.Session) {
	scene("delete-orphan: an address leaves the collection")
	jack := must(orm.Get(ctx, s, Users, jackID))
	check(Users.Addresses.Load(ctx, s, jack))
	jack.Addresses = jack.Addresses[:1]
	addresses := azoth.Select(fn.Count()).From(Addresses)
	say(must(addresses.One(ctx, s)))
	scene("delete cascade")
	s.Delete(jack)
	users := must(azoth.Select(fn.Count()).From(Users).Where(Users.Name.Eq("jack")).One(ctx, s))
	say(users, must(addresses.One(ctx, s)))
	check(s.Commit(ctx))
}

func manyToMany(ctx context.Context, s *orm.Session) {
	scene("many to many")
	wendy := must(azoth.Select(Users).Where(Users.Name.Eq("wendy")).One(ctx, s))
	s.Add(&Post{
		Headline: "Wendy's Blog Post", Body: "This is a test", Author: wendy,
		Keywords: []*Keyword{{Keyword: "wendy"}, {Keyword: "firstpost"}},
	})
	first := Posts.Keywords.Any(Keywords.Keyword.Eq("firstpost"))
	show(headlines(must(azoth.Select(Posts).Where(first).All(ctx, s))))
	show(headlines(must(azoth.Select(Posts).Where(Posts.Author.Is(wendy)).Where(first).All(ctx, s))))
	check(s.Commit(ctx))
	scene("many to many: one keyword leaves")
	post := must(azoth.Select(Posts).One(ctx, s))
	check(Posts.Keywords.Load(ctx, s, post))
	post.Keywords = post.Keywords[1:]
	check(s.Commit(ctx))
}

func savepoint(ctx context.Context, s *orm.Session) {
	scene("savepoint")
	s.Add(&User{Name: "outer"})
	nested := must(s.BeginNested(ctx)) // flushes first
	s.Add(&User{Name: "inner"})
	check(s.Flush(ctx))
	check(nested.Rollback(ctx))
	check(s.Commit(ctx))
	show(must(azoth.Select(Users.Name).Where(Users.Name.In("outer", "inner")).All(ctx, s)))
}
