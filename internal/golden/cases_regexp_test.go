package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
)

func TestGoldenRegexp(t *testing.T) {
	u, q := users, azoth.Select(users.ID)
	e := u.Name.RegexpReplace("e", "E")
	check(t, "regexp", cases{
		"match":                   q.Where(u.Name.RegexpMatch("^e")),
		"not-match":               q.Where(u.Name.RegexpMatch("^e").Not()),
		"match-column":            q.Where(azoth.RegexpMatch(u.Name, u.Nickname)),
		"match-ignoring-case":     q.Where(u.Name.RegexpMatch("^E", "i")),
		"not-match-ignoring-case": q.Where(u.Name.RegexpMatch("^E", "i").Not()),
		"match-flags":             q.Where(u.Name.RegexpMatch("^E", "im")),
		"not-match-flags":         q.Where(u.Name.RegexpMatch("^E", "im").Not()),
		"match-of-concat":         q.Where(azoth.Concat(u.Name, u.Nickname).RegexpMatch("x")),
		"match-and":               q.Where(u.Name.RegexpMatch("a"), u.Name.RegexpMatch("b")),
		"match-or":                q.Where(u.Name.RegexpMatch("a").Or(u.Name.RegexpMatch("b"))),
		"replace":                 selected(u.Name.RegexpReplace("e+", "E")),
		"replace-ignoring-case":   selected(u.Name.RegexpReplace("e+", "E", "i")),
		"replace-flags":           selected(u.Name.RegexpReplace("e+", "E", "ig")),
		"replace-column":          selected(azoth.RegexpReplace(u.Name, azoth.Lit("e"), u.Nickname)),
		"replace-compared":        q.Where(e.Eq("Ed")),
		"replace-concat":          selected(e.Concat("x")),
		"replace-twice":           selected(u.Name.RegexpReplace("a", "b").RegexpReplace("c", "d")),
		"full-text":               q.Where(u.Name.Match("ed")),
		"not-full-text":           q.Where(u.Name.Match("ed").Not()),
		"full-text-configuration": q.Where(u.Name.Match("ed", "english")),
		"full-text-and":           q.Where(u.Name.Match("ed"), u.Age.Gt(7)),
		"full-text-or":            q.Where(u.Name.Match("ed").Or(u.Fullname.Match("jones"))),
	})
}
