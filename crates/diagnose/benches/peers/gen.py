# The three synthetic matrices of the bars, seeded: writes trade.npy, ze.npy and com.npy in the current folder.
import numpy as np
def gen(L,P,seed,kind):
    r=np.random.default_rng(seed)
    # latent capability model: nested + clustered, heavy-tailed sizes
    K=12
    size=np.exp(r.normal(0,1.6,L)); ps=np.exp(r.normal(0,1.4,P))
    A=r.dirichlet(np.full(K,0.35),L); B=r.dirichlet(np.full(K,0.35),P)
    aff=A@B.T
    lam=np.outer(size,ps)*aff**1.5
    lam*= {'trade':60.0,'ze':0.0,'com':0.0}[kind] if kind=='trade' else 1.0
    if kind=='trade':
        X=np.floor(lam*np.exp(r.normal(0,1.2,(L,P)))*1000.0)
        drop=r.random((L,P))>np.clip(0.15+0.25*np.log1p(lam),0,0.95)
        X[drop]=0
    else:
        tot={'ze':26e6*0.75,'com':26e6*0.75}[kind]
        lam*=tot/lam.sum()
        X=r.poisson(lam).astype(float)
        if kind=='com':
            # establishments come in lumps: keep cells with prob so that matrix is sparse
            X[r.random((L,P))<0.80]=0
    X[X.sum(1)==0,0]=1; X[0,X.sum(0)==0]=1
    return X
if __name__=='__main__':
    for n,L,P,s,k in [('trade',230,5000,1,'trade'),('ze',306,732,2,'ze'),('com',35000,732,3,'com')]:
        X=gen(L,P,s,k); np.save(n+'.npy',X.astype(np.float32 if k!='trade' else np.float64))
        R=(X/X.sum(1,keepdims=True))/(X.sum(0)/X.sum())
        M=R>=1
        print(n,X.shape,'nnz',(X>0).mean().round(4),'Mdens',M.mean().round(4),'minDiv',M.sum(1).min(),'minUbi',M.sum(0).min(), 'maxUbi',M.sum(0).max())
