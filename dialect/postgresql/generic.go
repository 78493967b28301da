package postgresql

import "github.com/azoth-orm/azoth/types"

// Generic is the type that keeps the text elsewhere; nil for a type whose text says nothing to another database: an amount in the currency
// of the server, a number or name of its catalogue, a document that is prepared for its full text search.
//
// SQLAlchemy: TypeEngine.as_generic.
func (t ExactType) Generic() types.Type {
	switch t {
	case CIText(), XML(), JSONPath(), HStore():
		return types.Text()
	}
	if t.Elsewhere == "" {
		return nil
	}
	g, err := types.AsGeneric(types.Raw(t.Elsewhere))
	if err != nil {
		return nil
	}
	return g
}
