package orm_test

import (
	"testing"

	"github.com/azoth-orm/azoth/orm"
)

func merge(t *testing.T) {
	mergeUser := func(w blogWorld, u *User, what ...orm.MergeTarget) *User {
		w.t.Helper()
		m, err := orm.Merge(w.ctx, w.s, w.users, u, what...)
		w.ok(err)
		w.flush()
		return m
	}
	step(t, "a", orphans, func(w blogWorld) {
		given := &User{ID: 1, Name: "x"}
		m := mergeUser(w, given, w.users.Name)
		w.sends(selectUser+"(1,)", renameUser+"('x', 1)")
		w.is("m.Age", *m.Age, 1)
		w.is("m is another object", m != given, true)
		w.states(orm.Transient, given)
		w.addressRows("[(1, 'a1', 1), (2, 'a2', 1), (3, 'b1', 2)]")
	})
	step(t, "b", orphans, func(w blogWorld) {
		m := mergeUser(w, &User{ID: 1, Name: "u1", Age: ptr(1), Addresses: []*Address{{ID: 1, Email: "changed"}, {Email: "new"}}})
		w.sends(selectUser+"(1,)", selectAddresses+"(1,)", "UPDATE addresses SET email=? WHERE addresses.id = ?  -- ('changed', 1)",
			insertAddress+"('new', 1)", deleteAddress+"(2,)")
		w.addressRows("[(1, 'changed', 1), (3, 'b1', 2), (4, 'new', 1)]")
		w.is("m.Addresses", m.Addresses, "[Address(1,changed,u=1) Address(4,new,u=1)]")
		w.flush()
		w.sends()
	})
	step(t, "c", orphans, func(w blogWorld) {
		mergeUser(w, &User{ID: 1, Addresses: []*Address{}}, w.users.Addresses)
		w.sends(selectUser+"(1,)", selectAddresses+"(1,)", deleteAddress+"[(1,), (2,)]")
	})
	step(t, "d", orphans, func(w blogWorld) {
		mergeUser(w, &User{ID: 77, Name: "x"})
		w.sends(selectUser+"(77,)", insertUserKey+"(77, 'x', None)")
	})
	step(t, "of a held object", orphans, func(w blogWorld) {
		u := w.user(1)
		w.given()
		w.is("same", mergeUser(w, &User{ID: 1, Name: "x", Age: ptr(1)}) == u, true)
		w.sends(renameUser + "('x', 1)")
		w.is("itself", mergeUser(w, u) == u, true)
		w.sends()
	})
	step(t, "of a cyclic graph", plain, func(w blogWorld) {
		given := &User{ID: 1, Name: "u1", Age: ptr(1)}
		given.Addresses = []*Address{{ID: 3, Email: "b1", User: given}}
		m := mergeUser(w, given)
		w.sends(selectUser+"(1,)", selectAddresses+"(1,)",
			"SELECT addresses.id, addresses.email, addresses.user_id FROM addresses WHERE addresses.id = ?  -- (3,)",
			moveAddress+"[(None, 1), (None, 2), (1, 3)]")
		w.is("m.Addresses[0].User", m.Addresses[0].User == m, true)
	})
	step(t, "of nonsense", plain, func(w blogWorld) {
		if _, err := orm.Merge(w.ctx, w.s, w.users, &User{ID: 1}, w.addresses.Email); err == nil {
			t.Error("a column of another entity was taken")
		}
		if _, err := orm.Merge(w.ctx, w.s, w.users, nil); err == nil {
			t.Error("nil was taken")
		}
	})
}
