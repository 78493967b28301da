package orm

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/loading"
	"github.com/azoth-orm/azoth/orm/state"
)

// follow makes the session's objects stale that an UPDATE or DELETE of their entity may have written: the next query, Get or flush
// that meets them reads them again, and Rollback restores them. Statements on tables leave objects alone.
//
// SQLAlchemy: synchronize_session; it computes what became of each object where it can.
func (s *Session) follow(st expr.Statement) {
	var ref *expr.EntityRef
	switch st := st.(type) {
	case *expr.UpdateStatement:
		ref = st.Entity
	case *expr.DeleteStatement:
		ref = st.Entity
	}
	m := loading.MapperOf(ref)
	if m == nil {
		return
	}
	store := s.m.Store(m.Class)
	store.Settle()
	for obj := range store.All {
		if obj.Status == state.Persistent {
			s.innermost().Keep(s.m, obj)
			obj.Epoch = 0
		}
	}
}
