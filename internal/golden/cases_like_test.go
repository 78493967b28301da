package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
)

func TestGoldenLike(t *testing.T) {
	u, q := users, azoth.Select(users.ID)
	match := func(op expr.Op, pattern expr.Node, escape string) expr.Bool {
		b := expr.NewBinary(op, expr.ElementOf(u.Name), expr.ElementOf(pattern))
		b.Text = escape
		return expr.MakeBool(b)
	}
	fullName := azoth.Concat(u.Name, u.Fullname)
	check(t, "like", cases{
		"icontains":             q.Where(u.Name.IContains("ed")),
		"istarts-with":          q.Where(u.Name.IStartsWith("ed")),
		"iends-with":            q.Where(u.Name.IEndsWith("ed")),
		"icontains-escapes":     q.Where(u.Name.IContains("50%_/x")),
		"not-icontains":         q.Where(u.Name.IContains("ed").Not()),
		"not-istarts-with":      q.Where(u.Name.IStartsWith("ed").Not()),
		"not-iends-with":        q.Where(u.Name.IEndsWith("ed").Not()),
		"icontains-and":         q.Where(u.Name.IContains("ed"), u.Age.Eq(7)),
		"icontains-or":          q.Where(u.Name.IContains("ed").Or(u.Name.IStartsWith("w"))),
		"icontains-of-concat":   q.Where(fullName.IContains("ed")),
		"icontains-column":      q.Where(azoth.IContains(u.Name, u.Nickname)),
		"istarts-with-column":   q.Where(azoth.IStartsWith(u.Name, u.Nickname)),
		"iends-with-column":     q.Where(azoth.IEndsWith(u.Name, u.Nickname)),
		"contains-and":          q.Where(u.Name.Contains("ed"), u.Age.Eq(7)),
		"contains-or":           q.Where(u.Name.Contains("ed").Or(u.Name.StartsWith("w"))),
		"contains-of-concat":    q.Where(fullName.Contains("ed")),
		"not-like-column":       q.Where(azoth.NotLike(u.Name, u.Nickname)),
		"like":                  q.Where(u.Name.Like("%ed%")),
		"not-like":              q.Where(u.Name.NotLike("%ed%")),
		"not-of-like":           q.Where(u.Name.Like("%ed%").Not()),
		"like-escape":           q.Where(u.Name.LikeEscape("%e/%d%", "/")),
		"not-like-escape":       q.Where(match(expr.OpNotLike, azoth.Lit("%e/%d%"), "/")),
		"like-escape-backslash": q.Where(match(expr.OpLike, azoth.Lit(`a\%`), `\`)),
		"like-column":           q.Where(azoth.Like(u.Name, u.Nickname)),
		"ilike":                 q.Where(u.Name.ILike("%ED%")),
		"not-ilike":             q.Where(u.Name.NotILike("%ED%")),
		"not-of-ilike":          q.Where(u.Name.ILike("%ED%").Not()),
		"ilike-escape":          q.Where(u.Name.ILikeEscape("%E/%D%", "/")),
		"ilike-column":          q.Where(match(expr.OpILike, u.Nickname, "")),
		"ilike-and":             q.Where(u.Name.ILike("%ED%"), u.Age.Eq(7)),
		"entity":                azoth.Select(users).Where(u.Name.Like("%ed")),
		"contains":              q.Where(u.Name.Contains("ed")),
		"contains-escapes":      q.Where(u.Name.Contains("50%_/x")),
		"not-contains":          q.Where(u.Name.Contains("ed").Not()),
		"starts-with":           q.Where(u.Name.StartsWith("e")),
		"starts-with-escapes":   q.Where(u.Name.StartsWith("a%b")),
		"not-starts-with":       q.Where(u.Name.StartsWith("e").Not()),
		"ends-with":             q.Where(u.Name.EndsWith("d")),
		"ends-with-escapes":     q.Where(u.Name.EndsWith("_d")),
		"not-ends-with":         q.Where(u.Name.EndsWith("d").Not()),
		"contains-column":       q.Where(azoth.Contains(u.Name, u.Nickname)),
		"starts-with-column":    q.Where(match(expr.OpStartsWith, u.Nickname, "")),
		"ends-with-column":      q.Where(match(expr.OpEndsWith, u.Nickname, "")),
		"function-like":         q.Where(fn.Lower(u.Name).Like("ed%")),
		"concat-like":           q.Where(azoth.Concat(u.Name, u.Fullname).Like("%ed%")),
		"two":                   q.Where(u.Name.Like("%a%").Or(u.Name.Like("%b%"))),
		"selected":              azoth.Select(u.Name.Like("%ed%")),
	})
}
