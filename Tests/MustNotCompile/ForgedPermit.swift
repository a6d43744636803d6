// A permit comes from policy and from nowhere else.
// expect: 'Permit' initializer is inaccessible due to 'fileprivate' protection level
import Casework

func allowMyself(_ acts: [Act], _ member: MemberID, _ state: VaultState) throws(Refusal) {
  _ = try Policy.permit(acts, to: member, in: state)
  _ = Permit(acts: acts, member: member, position: state.size)  // must not compile
}
