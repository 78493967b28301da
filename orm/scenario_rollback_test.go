package orm_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/orm"
)

func rollbackNew(t *testing.T) {
	step(t, "a", plain, func(w blogWorld) {
		u := &User{Name: "n", Addresses: []*Address{{Email: "n1"}}}
		a := u.Addresses[0]
		w.s.Add(u)
		w.flush()
		u.Name = "after"
		w.sends(insertUser+"('n', None)", insertAddress+"('n1', 4)")
		w.is("ids", []int64{u.ID, a.ID, *a.UserID}, "[4 4 4]")
		w.ok(w.s.Rollback(w.ctx))
		w.states(orm.Transient, u, a)
		w.is("ids", []any{u.ID, a.ID, a.UserID == nil}, "[0 0 true]")
		w.is("u.Name, a.User == u", []any{u.Name, a.User == u}, "[after true]")
		w.s.Add(u)
		w.flush()
		w.sends(insertUser+"('after', None)", insertAddress+"('n1', 4)")
	})
}

func rollbackChanged(t *testing.T) {
	step(t, "a", plain, func(w blogWorld) {
		u := w.user(1)
		w.given()
		u.Name, u.note = "x", "unmapped"
		w.flush()
		u.Age = ptr(77)
		w.ok(w.s.Rollback(w.ctx))
		w.sends(renameUser + "('x', 1)")
		w.is("u", []any{u.Name, *u.Age, u.note}, "[u1 1 unmapped]")
		_, err := azoth.Select(w.users).Where(w.users.ID.Eq(1)).All(w.ctx, w.s)
		w.ok(err)
		w.sends(selectUser + "(1,)")
		w.user(1)
		w.sends()
	})
	t.Run("b", func(t *testing.T) {
		w := blogWorld{newWorld(t, plain.registry, blogRows, orm.NoExpire()), plain}
		u := w.user(1)
		w.ok(w.s.Commit(w.ctx))
		w.given()
		u.Name = "x"
		_, err := azoth.Select(w.users.ID).All(w.ctx, w.s)
		w.ok(err)
		w.sends(renameUser+"('x', 1)", "SELECT users.id FROM users  -- ()")
		w.ok(w.s.Rollback(w.ctx))
		w.is("u.Name", u.Name, "u1")
	})
	t.Run("c", later("UPDATE of an entity does not follow in the session's objects yet"))
}

func rollbackDeleted(t *testing.T) {
	step(t, "a", orphans, func(w blogWorld) {
		u1 := w.loaded(1)
		a1 := u1.Addresses[0]
		w.given()
		w.s.Delete(u1)
		w.flush()
		w.sends(deleteAddress+"[(1,), (2,)]", deleteUser+"(1,)")
		w.ok(w.s.Rollback(w.ctx))
		w.states(orm.Persistent, u1, a1)
		w.is("u1.Addresses", u1.Addresses, "[Address(1,a1,u=1) Address(2,a2,u=1)]")
		w.flush()
		w.sends()
	})
	step(t, "b", orphans, func(w blogWorld) {
		u1 := w.user(1)
		w.given()
		n := &Address{Email: "n", UserID: &u1.ID}
		w.s.Add(n)
		w.ok(w.users.Addresses.Load(w.ctx, w.s, u1))
		w.sends(insertAddress+"('n', 1)", selectAddresses+"(1,)")
		w.is("u1.Addresses", u1.Addresses, "[Address(1,a1,u=1) Address(2,a2,u=1) Address(4,n,u=1)]")
		w.ok(w.s.Rollback(w.ctx))
		w.is("loaded", orm.IsLoaded(w.s, u1, w.users.Addresses), false)
		w.states(orm.Transient, n)
		w.is("u1.Addresses == nil", u1.Addresses == nil, true)
	})
}

func savepoints(t *testing.T) {
	const savepoint, release, back = "SAVEPOINT sa_savepoint_1 -- ()", "RELEASE SAVEPOINT sa_savepoint_1 -- ()", "ROLLBACK TO SAVEPOINT sa_savepoint_1 -- ()"
	step(t, "a", plain, func(w blogWorld) {
		u1, u2, x := w.user(1), w.user(2), &User{Name: "x"}
		w.given()
		u1.Name = "before"
		sp, err := w.s.BeginNested(w.ctx)
		w.ok(err)
		w.sends(renameUser+"('before', 1)", savepoint)
		u1.Name = "inside"
		w.s.Add(x)
		w.flush()
		u2.Name = "unflushed"
		w.ok(sp.Rollback(w.ctx))
		w.sends(renameUser+"('inside', 1)", insertUser+"('x', None)", back)
		w.is("names", []string{u1.Name, u2.Name}, "[before u2]")
		w.states(orm.Transient, x)
		w.ok(w.s.Commit(w.ctx))
		w.sends("COMMIT")
		w.userRows("[(1, 'before', 1), (2, 'u2', 2), (3, 'u3', 3)]")
	})
	step(t, "b", plain, func(w blogWorld) {
		u1, x := w.user(1), &User{Name: "x"}
		w.given()
		sp, err := w.s.BeginNested(w.ctx)
		w.ok(err)
		u1.Name = "inside"
		w.s.Add(x)
		w.ok(sp.Commit(w.ctx))
		w.ok(w.s.Rollback(w.ctx))
		w.sends(savepoint, renameUser+"('inside', 1)", insertUser+"('x', None)", release)
		w.is("u1.Name", u1.Name, "u1")
		w.states(orm.Transient, x)
	})
}

func failedFlush(t *testing.T) {
	step(t, "a", plain, func(w blogWorld) {
		u, a := w.user(1), &Address{Email: "a1"}
		w.given()
		u.Name = "x"
		w.s.Add(a)
		w.fails(w.s.Flush(w.ctx), dialect.ErrUnique)
		w.sends(renameUser+"('x', 1)", insertAddress+"('a1', None)")
		_, err := azoth.Select(w.users).All(w.ctx, w.s)
		w.fails(err, orm.ErrPendingRollback)
		w.fails(err, dialect.ErrUnique)
		w.fails(w.s.Commit(w.ctx), orm.ErrPendingRollback)
		w.ok(w.s.Rollback(w.ctx))
		w.is("u.Name", u.Name, "u1")
		w.states(orm.Transient, a)
		w.userRows("[(1, 'u1', 1), (2, 'u2', 2), (3, 'u3', 3)]")
	})
	step(t, "b", plain, func(w blogWorld) {
		w.s.Add(&User{Name: "keep"})
		sp, err := w.s.BeginNested(w.ctx)
		w.ok(err)
		w.s.Add(&Address{Email: "a1"})
		w.fails(w.s.Flush(w.ctx), dialect.ErrUnique)
		w.sends(insertUser+"('keep', None)", "SAVEPOINT sa_savepoint_1 -- ()", insertAddress+"('a1', None)", "ROLLBACK TO SAVEPOINT sa_savepoint_1 -- ()")
		w.ok(sp.Rollback(w.ctx))
		w.ok(w.s.Commit(w.ctx))
		w.sends("COMMIT")
		w.userRows("[(1, 'u1', 1), (2, 'u2', 2), (3, 'u3', 3), (4, 'keep', nil)]")
	})
	step(t, "c", plain, func(w blogWorld) {
		w.s.Add(&Address{Email: "a1"})
		_, err := azoth.Select(w.users).All(w.ctx, w.s)
		w.fails(err, dialect.ErrUnique, "autoflush")
		w.sends(insertAddress + "('a1', None)")
	})
}

func versions(t *testing.T) {
	t.Run("a", func(t *testing.T) {
		w, counted := newCounted(t)
		counted.Name = "x"
		w.flush()
		w.sends("UPDATE t SET name=?, v=? WHERE t.id = ? AND t.v = ?  -- ('x', 2, 1, 1)")
		sp, err := w.s.BeginNested(w.ctx)
		w.ok(err)
		w.given()
		counted.Name = "y"
		w.flush()
		w.sends("UPDATE t SET name=?, v=? WHERE t.id = ? AND t.v = ?  -- ('y', 3, 1, 2)")
		w.is("v", counted.V, 3)
		w.ok(sp.Rollback(w.ctx))
		w.is("v after Rollback", counted.V, 2)
		w.given()
		counted.Name = "z"
		w.flush()
		w.sends("UPDATE t SET name=?, v=? WHERE t.id = ? AND t.v = ?  -- ('z', 3, 1, 2)")
	})
	t.Run("b", func(t *testing.T) {
		w, counted := newCounted(t)
		w.outside("UPDATE t SET v = 2")
		w.given()
		counted.Name = "x"
		w.fails(w.s.Flush(w.ctx), orm.ErrStaleData, "counted 1")
		w.sends("UPDATE t SET name=?, v=? WHERE t.id = ? AND t.v = ?  -- ('x', 2, 1, 1)")
		w.ok(w.s.Rollback(w.ctx))
		w.is("v", counted.V, 1)
	})
	t.Run("c", func(t *testing.T) {
		w, counted := newCounted(t)
		w.outside("UPDATE t SET v = 2")
		w.given()
		w.s.Delete(counted)
		w.fails(w.s.Flush(w.ctx), orm.ErrStaleData, "counted 1")
		w.sends("DELETE FROM t WHERE t.id = ? AND t.v = ?  -- (1, 1)")
	})
	step(t, "d", plain, func(w blogWorld) {
		a1, a2 := w.address(1), w.address(2)
		w.outside("DELETE FROM addresses WHERE id IN (1, 2)")
		w.given()
		w.s.Delete(a1)
		w.flush()
		w.sends(deleteAddress + "(1,)")
		a2.Email = "x"
		w.fails(w.s.Flush(w.ctx), orm.ErrStaleData, "Address 2")
		w.sends("UPDATE addresses SET email=? WHERE addresses.id = ?  -- ('x', 2)")
	})
}

// counted is a row with a version counter.
type counted struct {
	ID   int64
	Name string
	V    int
}

type countedMap struct {
	orm.Entity[counted]
	ID   col.Int64
	Name col.String
	V    col.Int
}

// newCounted is a world with row 1, whose version is 1, in the session.
func newCounted(t *testing.T) (*world, *counted) {
	t.Helper()
	r := orm.NewRegistry()
	m := orm.Declare[countedMap](r, "t")
	orm.Define(m, func(t *orm.Table, c *countedMap) {
		t.PrimaryKey(c.ID)
		t.Version(c.V)
	})
	w := newWorld(t, r, nil)
	w.s.Add(&counted{Name: "t"})
	w.ok(w.s.Commit(w.ctx))
	c, err := orm.Get(w.ctx, w.s, m, 1)
	w.ok(err)
	w.given()
	return w, c
}
