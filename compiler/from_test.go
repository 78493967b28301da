package compiler_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func from(f expr.FromElement) expr.From { return expr.MakeDerived(f) }

func TestJoins(t *testing.T) {
	authorID, editorID := number(posts, "author_id"), number(posts, "editor_id")
	postID, wordID := number(posts, "id"), number(keywords, "id")
	a := alias(addresses, "a")
	linkRow := alias(postKeywords, "")
	steps := []expr.JoinStep{
		{Left: posts, Right: linkRow, On: equal(postID, number(linkRow, "post_id"))},
		{Left: linkRow, Right: keywords, On: equal(wordID, number(linkRow, "keyword_id"))},
	}
	sub := expr.NewSelect(all(addresses, addresses)).Where(email.Ne("x")).Subquery("")
	for _, c := range []struct {
		name, want string
		st         expr.Select[int]
	}{
		{"inferred from the foreign key", "users JOIN addresses ON users.id = addresses.user_id", expr.NewSelect(userID).Join(from(addresses))},
		{"inferred the other way", "addresses JOIN users ON users.id = addresses.user_id", expr.NewSelect(addrID).Join(from(users))},
		{"inferred for an alias", "users JOIN addresses AS a ON users.id = a.user_id", expr.NewSelect(userID).Join(from(a))},
		{
			"inferred for a subquery", "users JOIN (SELECT addresses.id AS id, addresses.email AS email, addresses.user_id AS user_id \nFROM addresses \nWHERE addresses.email != ?) AS anon_1 ON users.id = anon_1.user_id",
			expr.NewSelect(userID).Join(sub),
		},
		{
			"inferred in a chain", "posts JOIN post_keywords ON posts.id = post_keywords.post_id JOIN keywords ON keywords.id = post_keywords.keyword_id",
			expr.NewSelect(postID).Join(from(postKeywords)).Join(from(keywords)),
		},
		{"outer", "users LEFT OUTER JOIN addresses ON users.id = addresses.user_id", expr.NewSelect(userID).OuterJoin(from(addresses))},
		{"full", "users FULL OUTER JOIN addresses ON users.id = addresses.user_id", expr.NewSelect(userID).FullJoin(from(addresses))},
		{"given", "users JOIN posts ON users.id = posts.editor_id", expr.NewSelect(userID).Join(from(posts), expr.Compare(expr.OpEq, userID, editorID))},
		{
			"given, or", "users JOIN posts ON users.id = posts.editor_id OR users.id = posts.author_id",
			expr.NewSelect(userID).Join(from(posts), expr.Or(expr.Compare(expr.OpEq, userID, editorID), expr.Compare(expr.OpEq, userID, authorID))),
		},
		{"from", "addresses JOIN users ON users.id = addresses.user_id", expr.NewSelect(addrID).From(from(addresses)).Join(from(users))},
		{
			"path", "posts JOIN post_keywords AS post_keywords_1 ON posts.id = post_keywords_1.post_id JOIN keywords ON keywords.id = post_keywords_1.keyword_id",
			expr.NewSelect(postID).Join(along(steps...)),
		},
		{
			"path with a condition", "posts JOIN post_keywords AS post_keywords_1 ON posts.id = post_keywords_1.post_id JOIN keywords ON keywords.id = post_keywords_1.keyword_id AND keywords.id > ?",
			expr.NewSelect(postID).Join(along(steps...), wordID.Gt(3)),
		},
		{
			"outer path", "posts LEFT OUTER JOIN (post_keywords AS post_keywords_1 JOIN keywords ON keywords.id = post_keywords_1.keyword_id) ON posts.id = post_keywords_1.post_id",
			expr.NewSelect(postID).OuterJoin(along(steps...)),
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			item, _, _ := strings.Cut(strings.TrimSpace(c.want), " ")
			check(t, c.st.Statement(), "sqlite", "SELECT "+item+".id \nFROM "+c.want)
		})
	}
}

func TestFromInference(t *testing.T) {
	inner := expr.NewSelect(addrUser).Where(expr.Compare(expr.OpEq, addrUser, userID))
	for _, c := range []struct {
		name string
		st   expr.Element
		want string
	}{
		{
			"of columns, then of conditions", expr.NewSelect(addrID).Where(expr.Compare(expr.OpEq, userID, addrUser)).Statement(),
			"SELECT addresses.id \nFROM addresses, users \nWHERE users.id = addresses.user_id",
		},
		{
			"given first", expr.NewSelect(addrID).From(from(users)).Where(expr.Compare(expr.OpEq, userID, addrUser)).Statement(),
			"SELECT addresses.id \nFROM users, addresses \nWHERE users.id = addresses.user_id",
		},
		{"none", expr.NewSelect(expr.Lit(1)).Statement(), "SELECT ? AS anon_1"},
		{
			"correlated EXISTS", expr.NewSelect(userName).Where(inner.AsExists()).Statement(),
			"SELECT users.name \nFROM users \nWHERE EXISTS (SELECT addresses.user_id \nFROM addresses \nWHERE addresses.user_id = users.id)",
		},
		{
			"correlated scalar", expr.NewSelect(expr.Scalar[int](inner)).From(from(users)).Statement(),
			"SELECT (SELECT addresses.user_id \nFROM addresses \nWHERE addresses.user_id = users.id) AS anon_1 \nFROM users",
		},
		{
			"a subquery in FROM does not correlate", expr.NewSelect2(userName, inner.Subquery("s").C("user_id")).CrossJoin().Statement(),
			"SELECT users.name, s.user_id \nFROM users, (SELECT addresses.user_id AS user_id \nFROM addresses, users \nWHERE addresses.user_id = users.id) AS s",
		},
		{
			"the only element does not correlate", expr.NewSelect(userName).Where(expr.InQuery(userID, expr.NewSelect(userAge))).Statement(),
			"SELECT users.name \nFROM users \nWHERE users.id IN (SELECT users.age \nFROM users)",
		},
		{
			"two levels up", expr.NewSelect(userName).Where(expr.NewSelect(addrID).Where(expr.NewSelect(number(posts, "id")).
				Where(expr.Compare(expr.OpEq, number(posts, "author_id"), userID)).Correlate(from(users)).AsExists()).AsExists()).Statement(),
			"SELECT users.name \nFROM users \nWHERE EXISTS (SELECT addresses.id \nFROM addresses \nWHERE EXISTS (SELECT posts.id \nFROM posts \nWHERE posts.author_id = users.id))",
		},
	} {
		t.Run(c.name, func(t *testing.T) { check(t, c.st, "sqlite", c.want) })
	}
}

func TestJoinErrors(t *testing.T) {
	lonely := schema.Define("lonely", schema.NewMetaData(), schema.Col("id", types.Integer()))
	for _, c := range []struct {
		name string
		st   expr.Element
		want []string
	}{
		{"no foreign key", expr.NewSelect(userID).Join(from(lonely)).Statement(), []string{"lonely", "users", "no foreign key", "give the condition"}},
		{"two foreign keys", expr.NewSelect(userID).Join(from(posts)).Statement(), []string{"posts", "users", "several foreign keys"}},
		{"two left sides", expr.NewSelect2(addrID, number(posts, "id")).Join(from(users)).Statement(), []string{"users", "addresses, posts"}},
		{"nothing on the left", expr.NewSelect(expr.Lit(1)).Join(from(users)).Statement(), []string{"nothing to join it to"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := compile(t, c.st, grammars["sqlite"])
			var j *compiler.JoinError
			if !errors.As(err, &j) {
				t.Fatalf("got %v, want a JoinError", err)
			}
			for _, w := range c.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("%v does not say %q", err, w)
				}
			}
		})
	}
}

func TestCartesian(t *testing.T) {
	linked := expr.Compare(expr.OpEq, userID, addrUser)
	base := expr.NewSelect2(userID, addrID)
	correlated := expr.NewSelect(number(posts, "id")).Where(expr.Compare(expr.OpEq, number(posts, "author_id"), userID), expr.Compare(expr.OpEq, number(posts, "editor_id"), addrUser))
	for _, c := range []struct {
		name string
		st   expr.Select[expr.Row2[int, int]]
		bad  bool
	}{
		{"not linked", base, true},
		{"condition on one", base.Where(userID.Eq(1)), true},
		{"condition on both", base.Where(linked), false},
		{"in an OR", base.Where(expr.Or(linked, userID.Eq(1))), false},
		{"in a function", base.Where(expr.MakeBool(expr.Call("overlaps", userID, addrUser))), false},
		{"through a subquery", base.Where(correlated.AsExists()), false},
		{"text", base.Where(expr.MakeCondition("users.id = addresses.user_id")), false},
		{"said so", base.CrossJoin(), false},
		{"joined", base.Join(from(addresses)), false},
		{"a third one", base.From(from(keywords)).Where(linked), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := compile(t, c.st.Statement(), grammars["sqlite"])
			var cartesian *compiler.CartesianError
			if errors.As(err, &cartesian) != c.bad {
				t.Fatalf("got %v", err)
			}
			if err != nil && !c.bad {
				t.Fatal(err)
			}
			if c.bad && !strings.Contains(err.Error(), "CrossJoin") {
				t.Errorf("%v does not say the way out", err)
			}
		})
	}
}
