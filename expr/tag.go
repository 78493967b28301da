package expr

// Tag tells the kinds of elements apart in a [Key].
type Tag byte

// The tags of this module's elements. They live in memory only, so their order means nothing.
const (
	TagNone Tag = iota
	TagSeen
	TagCustom
	TagTable
	TagColumn
	TagSourceColumn
	TagBind
	TagTypedBind
	TagBinary
	TagUnary
	TagList
	TagIn
	TagTuple
	TagBetween
	TagFunction
	TagLabel
	TagOrder
	TagCase
	TagCast
	TagOver
	TagFilter
	TagWithinGroup
	TagExtract
	TagCollate
	TagNull
	TagText
	TagLiteral
	TagStar
	TagScalar
	TagExists
	TagAdapted
	TagEntity
	TagAlias
	TagSubquery
	TagCTE
	TagJoin
	TagLateral
	TagValues
	TagQuery
	TagCompound
	TagTextQuery
	TagInsert
	TagUpdate
	TagDelete
	TagDDL
	TagOption
	TagLinked
	TagDefault
	TagExcluded
	TagNextValue
	TagOperator
	TagJSONPath
	TagQuantified
	TagConstant
	TagUnnest
	TagTruth
	TagCustomBinary
	TagRegexpReplace
	TagArrayAccess
	TagCoerced
	TagParam
	TagTableFunction
	TagValuedColumn
	TagFunctionColumn
	TagTableSample
	TagScalarValues
	TagTextFrom
	TagTextList
	TagJoinFrom
	TagPrepared
	TagFixed
	TagLiteralParam
)
