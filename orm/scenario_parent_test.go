package orm_test

import (
	"testing"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/orm"
)

func foreignKeyOnly(t *testing.T) {
	step(t, "a", plain, func(w blogWorld) {
		u1, u2 := w.loaded(1), w.loaded(2)
		a := u1.Addresses[0]
		w.given()
		a.UserID = &u2.ID
		w.flush()
		w.sends(moveAddress + "(2, 1)")
		w.is("a.User == u2", a.User == u2, true)
		w.is("u1.Addresses", u1.Addresses, "[Address(2,a2,u=1)]")
		w.is("u2.Addresses", u2.Addresses, "[Address(3,b1,u=2) Address(1,a1,u=2)]")
		w.flush()
		w.sends()
	})
	step(t, "b", orphans, func(w blogWorld) {
		a := w.loaded(1).Addresses[0]
		w.given()
		a.UserID = nil
		w.flush()
		w.sends(moveAddress + "(None, 1)")
		w.states(orm.Persistent, a)
		w.is("a.User == nil", a.User == nil, true)
	})
}

func foreignKeyAndReference(t *testing.T) {
	with := func(w blogWorld) *Address {
		w.t.Helper()
		a := w.address(1)
		w.ok(w.addresses.User.Load(w.ctx, w.s, a))
		return a
	}
	step(t, "a", plain, func(w blogWorld) {
		a, u3 := with(w), w.user(3)
		w.given()
		a.UserID, a.User = ptr(int64(2)), u3
		w.flush()
		w.sends(moveAddress + "(3, 1)")
		w.is("a.UserID", *a.UserID, 3)
	})
	step(t, "b", plain, func(w blogWorld) {
		a := with(w)
		w.given()
		a.UserID, a.User = ptr(int64(2)), nil
		w.flush()
		w.sends(moveAddress + "(2, 1)")
		w.is("a.User == nil", a.User == nil, true)
		w.is("loaded", orm.IsLoaded(w.s, a, w.addresses.User), false)
	})
	step(t, "b held", plain, func(w blogWorld) {
		a, u2 := with(w), w.user(2)
		w.given()
		a.UserID, a.User = ptr(int64(2)), nil
		w.flush()
		w.sends(moveAddress + "(2, 1)")
		w.is("a.User == u2", a.User == u2, true)
	})
	step(t, "c", plain, func(w blogWorld) {
		a := with(w)
		w.given()
		a.User = nil
		w.flush()
		w.sends(moveAddress + "(None, 1)")
	})
	step(t, "d", orphans, func(w blogWorld) {
		a := with(w)
		w.given()
		a.User = nil
		w.flush()
		w.sends(deleteAddress + "(1,)")
	})
}

func twoParents(t *testing.T) {
	step(t, "a", plain, func(w blogWorld) {
		a, u2, u3 := w.loaded(1).Addresses[0], w.loaded(2), w.loaded(3)
		w.given()
		a.User = u2
		u3.Addresses = append(u3.Addresses, a)
		w.fails(w.s.Flush(w.ctx), orm.ErrConflict, "Address 1", "User 2 by Address.User", "User 3 by User.Addresses")
		w.sends()
	})
	step(t, "b", plain, func(w blogWorld) {
		a := &Address{Email: "n"}
		x := &User{Name: "x", Addresses: []*Address{a}}
		y := &User{Name: "y", Addresses: []*Address{a}}
		w.s.Add(x, y)
		w.fails(w.s.Err(), orm.ErrConflict)
		w.fails(w.s.Flush(w.ctx), orm.ErrConflict)
		w.sends()
	})
	step(t, "c", plain, func(w blogWorld) {
		a := &Address{Email: "n"}
		x := &User{Name: "x", Addresses: []*Address{a}}
		w.s.Add(x)
		w.is("a.User == x", a.User == x, true)
		y := &User{Name: "y", Addresses: []*Address{a}}
		x.Addresses = nil
		w.s.Add(y)
		w.flush()
		w.sends(insertUser+"('x', None)", insertUser+"('y', None)", insertAddress+"('n', 5)")
		w.is("a.User == y", a.User == y, true)
	})
	step(t, "d", plain, func(w blogWorld) {
		u1 := w.loaded(1)
		w.given()
		c := *u1
		c.ID = 0
		w.s.Add(&c)
		w.flush()
		w.sends(insertUser+"('u1', 1)", moveAddress+"[(4, 1), (4, 2)]")
		w.is("u1.Addresses", u1.Addresses, "[]")
		w.is("c.Addresses", c.Addresses, "[Address(1,a1,u=4) Address(2,a2,u=4)]")
	})
}

func deleteParentMoveChild(t *testing.T) {
	step(t, "a", orphans, func(w blogWorld) {
		u1, u2 := w.loaded(1), w.loaded(2)
		a := u1.Addresses[0]
		w.given()
		w.s.Delete(u1)
		u2.Addresses = append(u2.Addresses, a)
		w.flush()
		w.sends(moveAddress+"(2, 1)", deleteAddress+"(2,)", deleteUser+"(1,)")
		w.states(orm.Persistent, a)
		w.addressRows("[(1, 'a1', 2), (3, 'b1', 2)]")
	})
	step(t, "b", orphans, func(w blogWorld) {
		u1, u2 := w.loaded(1), w.loaded(2)
		a := u1.Addresses[0]
		w.given()
		a.UserID = ptr(int64(2))
		w.s.Delete(u1)
		w.flush()
		w.sends(moveAddress+"(2, 1)", deleteAddress+"(2,)", deleteUser+"(1,)")
		w.states(orm.Persistent, a)
		w.is("u2.Addresses", u2.Addresses, "[Address(3,b1,u=2) Address(1,a1,u=2)]")
	})
}

func deleteParent(t *testing.T) {
	step(t, "a", plain, func(w blogWorld) {
		u, a := w.user(1), w.address(1)
		w.ok(w.addresses.User.Load(w.ctx, w.s, a))
		w.given()
		w.s.Delete(u)
		w.flush()
		w.sends(selectAddresses+"(1,)", moveAddress+"[(None, 1), (None, 2)]", deleteUser+"(1,)")
		w.is("a", []bool{a.UserID == nil, a.User == nil}, "[true true]")
	})
	step(t, "b", cascade, func(w blogWorld) {
		u := w.user(1)
		w.given()
		w.s.Delete(u)
		w.flush()
		w.sends(selectAddresses+"(1,)", deleteAddress+"[(1,), (2,)]", deleteUser+"(1,)")
	})
	step(t, "c", passive, func(w blogWorld) {
		u := w.user(2)
		w.given()
		w.s.Delete(u)
		w.fails(w.s.Flush(w.ctx), dialect.ErrForeignKey)
		w.sends(deleteUser + "(2,)")
	})
}

func deletedAndExpunged(t *testing.T) {
	step(t, "a", plain, func(w blogWorld) {
		u1 := w.loaded(1)
		a1 := u1.Addresses[0]
		w.given()
		w.s.Delete(a1)
		w.flush()
		w.sends(deleteAddress + "(1,)")
		w.is("u1.Addresses", u1.Addresses, "[Address(2,a2,u=1)]")
		w.s.Add(a1)
		w.fails(w.s.Flush(w.ctx), orm.ErrDeleted, "Address")
		w.ok(w.s.Commit(w.ctx))
		w.given()
		w.states(orm.Transient, a1)
		w.s.Add(a1)
		w.flush()
		w.sends("INSERT INTO addresses (id, email, user_id) VALUES (?, ?, ?)  -- (1, 'a1', 1)")
	})
	step(t, "b", plain, func(w blogWorld) {
		u1 := w.loaded(1)
		a1 := u1.Addresses[0]
		w.given()
		w.s.Expunge(a1)
		a1.Email, u1.Name = "z", "z"
		w.flush()
		w.sends(renameUser + "('z', 1)")
		w.states(orm.Transient, a1)
	})
}
