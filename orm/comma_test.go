package orm_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
)

// TestRowsJoinedByConditions reads an entity whose rows come twice because a condition, and no join, brings another table in: it is one
// object all the same.
func TestRowsJoinedByConditions(t *testing.T) {
	w := newWorld(t, plain.registry, []string{
		"INSERT INTO users (id, name) VALUES (1, 'ed')",
		"INSERT INTO addresses (id, email, user_id) VALUES (1, 'a', 1), (2, 'b', 1)",
	})
	u, a := plain.users, plain.addresses
	got, err := azoth.Select(u).Where(azoth.Eq(u.ID, a.UserID)).All(t.Context(), w.s)
	if err != nil || len(got) != 2 || got[0] != got[1] {
		t.Errorf("%v, %v: want one object twice", got, err)
	}
}
