package expr

import "github.com/azoth-orm/azoth/types"

// Extract is EXTRACT(field FROM x): a part of a date or a time.
//
// SQLAlchemy: Extract.
type Extract struct {
	Base
	// Field is year, month, day, hour, minute, second, dow, doy, week, epoch … Dialects have a table of those they know.
	Field string
	X     Element
}

// NewExtract is EXTRACT(field FROM x).
func NewExtract(field string, x Element) *Extract {
	n := &Extract{Field: field, X: x}
	n.self = n
	return n
}

// AppendKey writes the field and the operand.
func (e *Extract) AppendKey(k *Key) {
	k.Tag(TagExtract)
	k.String(e.Field)
	k.Element(e.X)
}

// Children shows the operand.
func (e *Extract) Children(v *Visitor) { Child(v, &e.X) }

// SQLType is Integer.
func (e *Extract) SQLType() types.Type { return types.Integer() }
