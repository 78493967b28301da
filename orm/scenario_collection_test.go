package orm_test

import (
	"slices"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/orm"
)

func appendToUnloaded(t *testing.T) {
	step(t, "a", plain, func(w blogWorld) {
		u := w.user(1)
		w.given()
		n := &Address{Email: "n"}
		u.Addresses = append(u.Addresses, n)
		w.flush()
		w.sends(insertAddress + "('n', 1)")
		w.is("loaded", orm.IsLoaded(w.s, u, w.users.Addresses), false)
		w.is("n.UserID, n.User == u", []any{*n.UserID, n.User == u}, "[1 true]")
		w.ok(w.users.Addresses.Load(w.ctx, w.s, u))
		w.sends(selectAddresses + "(1,)")
		w.is("u.Addresses", u.Addresses, "[Address(1,a1,u=1) Address(2,a2,u=1) Address(4,n,u=1)]")
		w.flush()
		w.sends()
	})
	for name, empty := range map[string][]*Address{"b": {}, "b nil": nil} {
		step(t, name, plain, func(w blogWorld) {
			v := w.user(2)
			w.given()
			v.Addresses = empty
			w.flush()
			w.sends()
			w.addressRows("[(1, 'a1', 1), (2, 'a2', 1), (3, 'b1', 2)]")
		})
	}
	step(t, "c", plain, func(w blogWorld) {
		u := w.user(1)
		w.given()
		w.ok(w.s.NoAutoflush(func() error {
			u.Addresses = append(u.Addresses, &Address{Email: "n"})
			_, err := azoth.Select(w.users).Where(w.users.ID.Eq(1)).Options(orm.SelectIn(w.users.Addresses)).All(w.ctx, w.s)
			return err
		}))
		w.sends(selectUser+"(1,)",
			"SELECT addresses.user_id, addresses.id, addresses.email FROM addresses WHERE addresses.user_id IN (?) ORDER BY addresses.id  -- (1,)")
		w.is("u.Addresses", u.Addresses, "[Address(1,a1,u=1) Address(2,a2,u=1) Address(nil,n,u=nil)]")
		w.flush()
		w.sends(insertAddress + "('n', 1)")
		w.is("u.Addresses", u.Addresses, "[Address(1,a1,u=1) Address(2,a2,u=1) Address(4,n,u=1)]")
	})
	step(t, "d", plain, func(w blogWorld) {
		u1 := w.loaded(1)
		w.given()
		w.s.Add(&Address{Email: "n", User: u1})
		w.is("u1.Addresses", u1.Addresses, "[Address(1,a1,u=1) Address(2,a2,u=1) Address(nil,n,u=nil)]")
		w.flush()
		w.sends(insertAddress + "('n', 1)")
	})
}

func setUnloaded(t *testing.T) {
	step(t, "a", plain, func(w blogWorld) {
		u := w.user(1)
		w.given()
		w.users.Addresses.Set(w.s, u, &Address{Email: "n"})
		w.flush()
		w.sends(selectAddresses+"(1,)", moveAddress+"[(None, 1), (None, 2)]", insertAddress+"('n', 1)")
		w.addressRows("[(1, 'a1', nil), (2, 'a2', nil), (3, 'b1', 2), (4, 'n', 1)]")
		w.is("u.Addresses", u.Addresses, "[Address(4,n,u=1)]")
	})
	step(t, "b", orphans, func(w blogWorld) {
		u := w.user(1)
		w.given()
		w.users.Addresses.Set(w.s, u, &Address{Email: "n"})
		w.flush()
		w.sends(selectAddresses+"(1,)", insertAddress+"('n', 1)", deleteAddress+"[(1,), (2,)]")
		w.addressRows("[(3, 'b1', 2), (4, 'n', 1)]")
	})
	step(t, "c", plain, func(w blogWorld) {
		u, a := w.user(1), w.address(1)
		w.given()
		w.users.Addresses.Remove(w.s, u, a)
		w.flush()
		w.sends(moveAddress + "(None, 1)")
	})
	step(t, "c with DeleteOrphan", orphans, func(w blogWorld) {
		u, a := w.user(1), w.address(1)
		w.given()
		w.users.Addresses.Remove(w.s, u, a)
		w.flush()
		w.sends(deleteAddress + "(1,)")
	})
}

func loadedCollection(t *testing.T) {
	step(t, "a", plain, func(w blogWorld) {
		u := w.loaded(1)
		a1 := u.Addresses[0]
		w.given()
		u.Addresses = nil
		w.flush()
		w.sends(moveAddress + "[(None, 1), (None, 2)]")
		w.is("a1", []bool{a1.User == nil, a1.UserID == nil}, "[true true]")
	})
	step(t, "b", orphans, func(w blogWorld) {
		u := w.loaded(1)
		a1 := u.Addresses[0]
		w.given()
		u.Addresses = nil
		w.flush()
		w.sends(deleteAddress + "[(1,), (2,)]")
		w.states(orm.Deleted, a1)
	})
	step(t, "c", orphans, func(w blogWorld) {
		u := w.loaded(1)
		w.given()
		slices.Reverse(u.Addresses)
		w.flush()
		w.sends()
		u.Addresses = append(u.Addresses, u.Addresses[0])
		w.flush()
		w.sends()
		u.Addresses = u.Addresses[1:] // one of the two stays
		w.flush()
		w.sends()
		w.addressRows("[(1, 'a1', 1), (2, 'a2', 1), (3, 'b1', 2)]")
	})
}

func move(t *testing.T) {
	step(t, "a", plain, func(w blogWorld) {
		u1, u2 := w.loaded(1), w.loaded(2)
		a := u1.Addresses[0]
		w.given()
		u2.Addresses = append(u2.Addresses, a) // still in u1.Addresses
		w.flush()
		w.sends(moveAddress + "(2, 1)")
		w.is("u1.Addresses", u1.Addresses, "[Address(2,a2,u=1)]")
		w.is("u2.Addresses", u2.Addresses, "[Address(3,b1,u=2) Address(1,a1,u=2)]")
		w.is("a.User == u2", a.User == u2, true)
		w.flush()
		w.sends()
	})
	step(t, "b", plain, func(w blogWorld) {
		u1, u2 := w.loaded(1), w.loaded(2)
		a := u1.Addresses[0]
		w.given()
		a.User = u2
		w.flush()
		w.sends(moveAddress + "(2, 1)")
		w.is("u1.Addresses", u1.Addresses, "[Address(2,a2,u=1)]")
		w.is("u2.Addresses", u2.Addresses, "[Address(3,b1,u=2) Address(1,a1,u=2)]")
		w.flush()
		w.sends()
	})
	step(t, "c", orphans, func(w blogWorld) {
		u1, u2 := w.loaded(1), w.loaded(2)
		a := u1.Addresses[0]
		w.given()
		u1.Addresses = u1.Addresses[1:]
		u2.Addresses = append(u2.Addresses, a)
		w.flush()
		w.sends(moveAddress + "(2, 1)")
		w.states(orm.Persistent, a)
	})
}

func orphanThenQuery(t *testing.T) {
	step(t, "a", orphans, func(w blogWorld) {
		u1 := w.loaded(1)
		a := u1.Addresses[0]
		w.given()
		u1.Addresses = u1.Addresses[1:]
		u2 := w.user(2)
		w.sends(deleteAddress+"(1,)", selectUser+"(2,)")
		w.states(orm.Deleted, a)
		u2.Addresses = append(u2.Addresses, a)
		w.fails(w.s.Flush(w.ctx), orm.ErrDeleted, "Address 1")
	})
	step(t, "without autoflush", orphans, func(w blogWorld) {
		u1 := w.loaded(1)
		a := u1.Addresses[0]
		w.given()
		w.ok(w.s.NoAutoflush(func() error {
			u1.Addresses = u1.Addresses[1:]
			u2 := w.user(2)
			u2.Addresses = append(u2.Addresses, a)
			return nil
		}))
		w.flush()
		w.sends(selectUser+"(2,)", moveAddress+"(2, 1)")
		w.states(orm.Persistent, a)
	})
}

func pendingOrphan(t *testing.T) {
	add := func(w blogWorld) (*User, *Address) {
		u1, n := w.loaded(1), &Address{Email: "n"}
		w.given()
		u1.Addresses = append(u1.Addresses, n)
		w.s.Add(u1)
		w.states(orm.Pending, n)
		u1.Addresses = u1.Addresses[:2]
		w.flush()
		return u1, n
	}
	step(t, "a", orphans, func(w blogWorld) {
		_, n := add(w)
		w.states(orm.Transient, n)
		w.sends()
	})
	step(t, "b", plain, func(w blogWorld) {
		_, n := add(w)
		w.sends(insertAddress + "('n', None)")
		w.states(orm.Persistent, n)
	})
	step(t, "c", orphans, func(w blogWorld) {
		w.s.Add(&Address{Email: "n"})
		w.flush()
		w.sends(insertAddress + "('n', None)")
	})
}
