package expr

// ForUpdate is the locking clause of a SELECT.
//
// SQLAlchemy: with_for_update.
type ForUpdate struct {
	// Share lets others read and share the rows, KeyShare lets others do what leaves the keys alone.
	Share, KeyShare bool
	// NoWait fails instead of waiting for a lock, SkipLocked leaves out rows that others have locked.
	NoWait, SkipLocked bool
	// Of are the FROM elements whose rows are locked; none is all.
	Of []FromElement
}

func (f *ForUpdate) appendKey(k *Key) {
	k.Bool(f != nil)
	if f == nil {
		return
	}
	for _, b := range [...]bool{f.Share, f.KeyShare, f.NoWait, f.SkipLocked} {
		k.Bool(b)
	}
	k.Uint(uint64(len(f.Of)))
	for _, e := range f.Of {
		k.Element(e)
	}
}

// LockOption says how [Select.ForUpdate] and [Select.ForShare] lock.
type LockOption func(f *ForUpdate)

// NoWait renders NOWAIT: a row that is locked is an error at once (dialect.ErrLockTimeout). SQLAlchemy: with_for_update(nowait=True).
func NoWait() LockOption { return func(f *ForUpdate) { f.NoWait = true } }

// SkipLocked renders SKIP LOCKED: rows that others have locked are left out, as the workers of a queue want it.
// SQLAlchemy: with_for_update(skip_locked=True).
func SkipLocked() LockOption { return func(f *ForUpdate) { f.SkipLocked = true } }

// KeyShare makes the lock weaker: FOR NO KEY UPDATE, FOR KEY SHARE. Others may insert rows that refer to the locked ones. Databases that do
// not have it lock as without it. SQLAlchemy: with_for_update(key_share=True).
func KeyShare() LockOption { return func(f *ForUpdate) { f.KeyShare = true } }

// LockOf renders OF table, ...: only the rows of these FROM elements are locked. A database that cannot say it locks those of all.
// SQLAlchemy: with_for_update(of=...).
func LockOf(of ...From) LockOption {
	return func(f *ForUpdate) {
		for _, x := range of {
			f.Of = append(f.Of, x.sqlFrom())
		}
	}
}

// ForUpdate locks the rows until the transaction ends: FOR UPDATE. SQLite, which locks the database, renders nothing.
// SQLAlchemy: with_for_update.
func (s Select[R]) ForUpdate(o ...LockOption) Select[R] { return s.lock(ForUpdate{}, o) }

// ForShare locks the rows against writers until the transaction ends: FOR SHARE. SQLite, which locks the database, renders nothing.
// SQLAlchemy: with_for_update(read=True).
func (s Select[R]) ForShare(o ...LockOption) Select[R] { return s.lock(ForUpdate{Share: true}, o) }

func (s Select[R]) lock(f ForUpdate, o []LockOption) Select[R] {
	for _, option := range o {
		option(&f)
	}
	n, r := s.rare()
	r.ForUpdate = &f
	return n
}
