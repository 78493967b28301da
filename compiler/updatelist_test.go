package compiler_test

import (
	"testing"

	"github.com/azoth-orm/azoth/expr"
)

// TestUpdateListed compares with a text that follows MySQL's manual: UPDATE table_references SET … WHERE ….
func TestUpdateListed(t *testing.T) {
	st := expr.UpdateListed(users, columns(users, "name", "active"), columns(users, "id"), 3)
	c, _, err := compile(t, st, grammars["mysql"])
	if err != nil {
		t.Fatal(err)
	}
	row := "SELECT CAST(? AS CHAR) AS p0, ? AS p1, ? AS p2"
	want := "UPDATE users, (" + row + " UNION ALL " + row + " UNION ALL " + row + ") AS anon_1 " +
		"SET users.name=anon_1.p0, users.active=anon_1.p1 WHERE users.id = anon_1.p2"
	if c.SQL != want {
		t.Errorf("got  %s\nwant %s", c.SQL, want)
	}
	for i, b := range c.Binds {
		if b.Index != i {
			t.Errorf("parameter %d is value %d", i, b.Index)
		}
	}
}
