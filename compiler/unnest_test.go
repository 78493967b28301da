package compiler_test

import (
	"errors"
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
)

// TestArrays compares with texts that follow PostgreSQL's manual: SELECT, FROM clause, function_name WITH ORDINALITY AS alias (columns).
func TestArrays(t *testing.T) {
	for _, c := range []struct {
		name, want string
		st         expr.Element
	}{
		{
			"insert",
			"INSERT INTO users (name, age) SELECT anon_1.p0, anon_1.p1 \nFROM unnest($1::VARCHAR[], $2::INTEGER[]) WITH ORDINALITY AS anon_1(p0, p1, n) " +
				"ORDER BY anon_1.n RETURNING users.id",
			expr.InsertArrays(users, columns(users, "name", "age"), columns(users, "id")),
		},
		{
			"insert of one column, nothing returned",
			"INSERT INTO keywords (word) SELECT anon_1.p0 \nFROM unnest($1::VARCHAR[]) WITH ORDINALITY AS anon_1(p0, n) ORDER BY anon_1.n",
			expr.InsertArrays(keywords, columns(keywords, "word"), nil),
		},
		{
			"types of foreign keys",
			"INSERT INTO post_keywords (post_id, keyword_id) SELECT anon_1.p0, anon_1.p1 \nFROM unnest($1::INTEGER[], $2::INTEGER[]) " +
				"WITH ORDINALITY AS anon_1(p0, p1, n) ORDER BY anon_1.n",
			expr.InsertArrays(postKeywords, columns(postKeywords, "post_id", "keyword_id"), nil),
		},
		{
			"update",
			"UPDATE users SET name=anon_1.p0, active=anon_1.p1 FROM unnest($1::VARCHAR[], $2::BOOLEAN[], $3::INTEGER[]) AS anon_1(p0, p1, p2) " +
				"WHERE users.id = anon_1.p2",
			expr.UpdateArrays(users, columns(users, "name", "active"), columns(users, "id"), nil),
		},
		{
			"update of the key itself",
			"UPDATE users SET id=anon_1.p0 FROM unnest($1::INTEGER[], $2::INTEGER[], $3::VARCHAR[]) AS anon_1(p0, p1, p2) " +
				"WHERE users.id = anon_1.p1 AND users.name = anon_1.p2 RETURNING users.id",
			expr.UpdateArrays(users, columns(users, "id"), columns(users, "id", "name"), columns(users, "id")),
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := check(t, c.st, "postgresql", c.want)
			for i, b := range got.Binds {
				if b.Index != i {
					t.Errorf("parameter %d has value %d", i, b.Index)
				}
			}
			for _, other := range []string{"sqlite", "mysql"} {
				_, _, err := compile(t, c.st, grammars[other])
				var unsupported *compiler.UnsupportedError
				if !errors.As(err, &unsupported) {
					t.Errorf("%s: got %v", other, err)
				}
			}
		})
	}
}

func columns(f expr.FromElement, names ...string) []*expr.ColumnRef {
	out := make([]*expr.ColumnRef, len(names))
	for i, n := range names {
		out[i] = column(f, n)
	}
	return out
}
