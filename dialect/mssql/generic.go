package mssql

import "github.com/azoth-orm/azoth/types"

// Digits of the amounts of money.
const (
	moneyDigits      = 19
	smallMoneyDigits = 10
	moneyScale       = 4
	rowVersionBytes  = 8
)

// Generic is the type of package types that is most like it; nil for SQL_VARIANT.
//
// SQLAlchemy: TypeEngine.as_generic.
func (t ExactType) Generic() types.Type {
	switch t {
	case Bit():
		return types.Boolean()
	case Money():
		return types.Numeric(moneyDigits, moneyScale)
	case SmallMoney():
		return types.Numeric(smallMoneyDigits, moneyScale)
	case RowVersion():
		return types.LargeBinaryType{Length: rowVersionBytes}
	}
	g, err := types.AsGeneric(types.Raw(t.Name))
	if err != nil {
		return nil
	}
	return g
}
